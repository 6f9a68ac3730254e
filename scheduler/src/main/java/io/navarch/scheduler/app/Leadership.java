package io.navarch.scheduler.app;

import io.navarch.machinery.election.LeaderElection;
import io.navarch.scheduler.Scheduler;

/** When the scheduler decides: always, or while it holds the lease. */
sealed interface Leadership {

    void start();

    void close();

    record Sole(Scheduler scheduler) implements Leadership {
        @Override
        public void start() {
            scheduler.lead(true);
        }

        @Override
        public void close() {
            scheduler.lead(false);
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
