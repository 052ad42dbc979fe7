package captionstream.worker.hub;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** Why a connection failed, in few words: the JDK's client often leaves the message out. */
final class Reason {
    private Reason() {}

    static String of(Throwable thrown) {
        if (isA(UnresolvedAddressException.class, thrown) || isA(UnknownHostException.class, thrown)) {
            return "the name is unknown";
        }
        if (isA(HttpConnectTimeoutException.class, thrown)) {
            return "it does not answer";
        }
        if (isA(ConnectException.class, thrown)) {
            return "it takes no connection";
        }
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    private static boolean isA(Class<? extends Throwable> type, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
