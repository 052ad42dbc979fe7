package captionstream.worker.caption;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a want of memory, of Java or of the engine, from other failures. */
public final class MemoryShortage {
    /** What allocators of the processor, of CUDA and of its libraries say, in lower case. */
    private static final List<String> SAYINGS = List.of(
            "out of memory",
            "not enough memory",
            "can't allocate memory",
            "bad_alloc",
            "memoryallocation",
            "alloc_failed",
            "failed to allocate");

    private MemoryShortage() {}

    /** Whether it stands behind the failure, directly or as a cause. */
    public static boolean explains(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || (cause instanceof EngineException && saysSo(cause))) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSo(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return SAYINGS.stream().anyMatch(message::contains);
    }
}
