package io.navarch.apiserver.resource;

/** Something a write has taken beforehand (an address, a port) and gives back unless the write succeeds. */
public interface Reservation {

    Reservation NOTHING = new Reservation() {
        @Override
        public void keep() {}

        @Override
        public void giveBack() {}
    };

    /** The write happened. */
    void keep();

    /** The write was refused or failed. */
    void giveBack();

    /** Both together. */
    default Reservation and(Reservation other) {
        Reservation first = this;
        return new Reservation() {
            @Override
            public void keep() {
                first.keep();
                other.keep();
            }

            @Override
            public void giveBack() {
                first.giveBack();
                other.giveBack();
            }
        };
    }
}
