package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** One failed attempt at a fetch, what it comes to if it is the last, and whether another may succeed. */
final class AttemptFailed extends Exception {
    private final boolean passing;
    private final transient ImageRejected rejection;

    private AttemptFailed(boolean passing, ImageRejected rejection) {
        super(rejection);
        this.passing = passing;
        this.rejection = rejection;
    }

    boolean isPassing() {
        return passing;
    }

    ImageRejected rejection() {
        return rejection;
    }

    static AttemptFailed byStatus(int status, String location) {
        DeadLetterReason reason =
                status == 404 || status == 410 ? DeadLetterReason.IMAGE_NOT_FOUND : DeadLetterReason.FETCH_FAILED;
        return new AttemptFailed(
                isPassing(status), new ImageRejected(reason, "HTTP status " + status + " from " + location));
    }

    static boolean isPassing(int status) {
        return status >= 500 || status == 408 || status == 425 || status == 429;
    }

    static AttemptFailed perhapsPassing(ImageRejected rejection) {
        return new AttemptFailed(true, rejection);
    }

    static AttemptFailed permanently(ImageRejected rejection) {
        return new AttemptFailed(false, rejection);
    }

    static AttemptFailed outOfTime(String location, Throwable cause) {
        return new AttemptFailed(
                false, new ImageRejected(DeadLetterReason.FETCH_TIMEOUT, "fetching took too long: " + location, cause));
    }

    static AttemptFailed by(IOException failure, String location) {
        DeadLetterReason reason = DeadLetterReason.FETCH_FAILED;
        if (failure instanceof ForbiddenAddressException) {
            reason = DeadLetterReason.FORBIDDEN_LOCATION;
        } else if (failure instanceof InterruptedIOException || failure instanceof SlowLookupException) {
            reason = DeadLetterReason.FETCH_TIMEOUT;
        }
        boolean passing = !(failure instanceof ForbiddenAddressException || failure instanceof SSLException);
        return new AttemptFailed(passing, new ImageRejected(reason, what(failure) + ": " + location, failure));
    }

    private static String what(IOException failure) {
        if (failure instanceof ForbiddenAddressException) {
            return "the host has no public address";
        } else if (failure instanceof SlowLookupException) {
            return "the host's name does not resolve in time";
        } else if (failure instanceof UnknownHostException) {
            return "the host's name does not resolve";
        } else if (failure instanceof InterruptedIOException) {
            return "the host did not answer in time";
        } else if (failure instanceof ConnectException) {
            return "the host cannot be connected to";
        } else if (failure instanceof SSLException) {
            return "no secure connection could be made";
        }
        return "the connection failed (" + failure.getClass().getSimpleName() + ")";
    }
}
