package captionstream.worker;

import captionstream.worker.caption.Captioner;
import java.util.List;
import java.util.Optional;

/** Where captioners come from, one for each device, that are to take the place of the present ones. Safe for many threads. */
interface NextModel extends AutoCloseable {
    NextModel NONE = new NextModel() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public Optional<List<Captioner>> take() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    boolean isThere();

    /** Some that are loaded and work, once; from then on the caller's to close. */
    Optional<List<Captioner>> take();

    /** Closes some that nobody has taken. */
    @Override
    void close();
}
