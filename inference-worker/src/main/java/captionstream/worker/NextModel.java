package captionstream.worker;

import captionstream.worker.caption.Captioner;
import java.util.Optional;

/** Where a captioner comes from that is to take the place of the present one. */
interface NextModel extends AutoCloseable {
    NextModel NONE = new NextModel() {
        @Override
        public Optional<Captioner> take() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /** One that is loaded and works, once; from then on the caller's to close. */
    Optional<Captioner> take();

    /** Closes one that nobody has taken. */
    @Override
    void close();
}
