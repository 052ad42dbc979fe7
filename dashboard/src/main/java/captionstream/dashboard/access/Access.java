package captionstream.dashboard.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may use the dashboard. Thread-safe; nothing of what is presented is kept or logged in the clear. */
public interface Access {

    /** What became of a request's credentials. */
    enum Admission {
        ADMITTED,
        /** Missing or wrong. */
        REFUSED,
        /** Not looked at, because too many were wrong of late. */
        TOO_MANY_ATTEMPTS
    }

    /** @param authorization the request's Authorization header */
    Admission admit(@Nullable String authorization);

    /** The WWW-Authenticate headers that tell a client how to present itself; empty where everybody is admitted. */
    List<String> challenges();

    /** Whether credentials are asked for at all. */
    default boolean asksWho() {
        return !challenges().isEmpty();
    }

    static Access everybody() {
        return new Everybody();
    }

    /** Admits everybody. */
    record Everybody() implements Access {
        @Override
        public Admission admit(@Nullable String authorization) {
            return Admission.ADMITTED;
        }

        @Override
        public List<String> challenges() {
            return List.of();
        }
    }
}
