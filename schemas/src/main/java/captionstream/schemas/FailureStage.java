package captionstream.schemas;

import java.util.Locale;

/** Where in the pipeline a record was given up; {@link #code()} is what a dead letter carries. */
public enum FailureStage {
    INTAKE,
    FETCH,
    DECODE,
    CAPTION,
    PUBLISH,
    STATISTICS;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
