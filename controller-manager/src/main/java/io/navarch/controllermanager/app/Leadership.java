package io.navarch.controllermanager.app;

import io.navarch.controllermanager.ControllerManager;
import io.navarch.machinery.election.LeaderElection;

/** When the controllers decide: always, or while they hold the lease. */
sealed interface Leadership {

    void start();

    void close();

    record Sole(ControllerManager controllers) implements Leadership {
        @Override
        public void start() {
            controllers.lead(true);
        }

        @Override
        public void close() {
            controllers.lead(false);
        }
    }

    record Elected(LeaderElection election) implements Leadership {
        @Override
        public void start() {
            election.start();
        }

        @Override
        public void close() {
            election.close();
        }
    }
}
