package captionstream.worker.image;

import java.net.UnknownHostException;

/** A host whose name does not resolve in time. */
final class SlowLookupException extends UnknownHostException {
    SlowLookupException(String host) {
        super(host);
    }
}
