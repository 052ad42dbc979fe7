package captionstream.worker.image;

import java.net.UnknownHostException;

/** A host that resolves to no address which the policy allows. */
final class ForbiddenAddressException extends UnknownHostException {
    ForbiddenAddressException(String host) {
        super(host);
    }
}
