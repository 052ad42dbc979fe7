package captionstream.dashboard.state;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The time that running results cover: all of it, or the latest window of one length. */
public enum ResultWindow {
    ALL_TIME("all"),
    MINUTE("1m"),
    FIVE_MINUTES("5m"),
    HOUR("1h");

    private final String code;

    ResultWindow(String code) {
        this.code = code;
    }

    /** As records and addresses name it. */
    public String code() {
        return code;
    }

    /**
     * @param code null means all time, as it does in records
     * @return nothing where there are no windows of that length
     */
    public static Optional<ResultWindow> ofCode(@Nullable String code) {
        return code == null
                ? Optional.of(ALL_TIME)
                : Arrays.stream(values())
                        .filter(window -> window.code.equals(code))
                        .findFirst();
    }

    /** All codes, as a sentence lists them. */
    public static String codes() {
        return Arrays.stream(values()).map(ResultWindow::code).collect(Collectors.joining(", "));
    }
}
