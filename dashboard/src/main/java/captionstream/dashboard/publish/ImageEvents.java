package captionstream.dashboard.publish;

import captionstream.ImageEvent;

/** Where image events go. Thread-safe. */
@FunctionalInterface
public interface ImageEvents {

    /**
     * Returns when the event is published for good.
     *
     * @throws PublishFailedException where it is not, or may not be
     */
    void publish(ImageEvent event) throws PublishFailedException;
}
