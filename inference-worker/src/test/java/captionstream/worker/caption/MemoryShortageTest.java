package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Torch;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryShortageTest {
    @Test
    void the_engine_itself_is_understood() {
        try (NDManager manager = Torch.newManager("cpu")) {
            Throwable failure = catchThrowable(() -> manager.zeros(new Shape(1L << 50)));

            assertThat(MemoryShortage.explains(failure)).as("%s", failure).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 79.10 GiB",
                "CUDA error: out of memory",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                        + " allocate 1024 bytes. Error code 12 (Cannot allocate memory)",
                "std::bad_alloc"
            })
    void what_the_engines_allocators_say_is_understood(String message) {
        assertThat(MemoryShortage.explains(new CompletionException(new EngineException(message))))
                .isTrue();
    }

    @Test
    void javas_own_heap_counts_too() {
        assertThat(MemoryShortage.explains(new OutOfMemoryError("Java heap space")))
                .isTrue();
    }

    @Test
    void other_failures_are_none() {
        assertThat(MemoryShortage.explains(new EngineException("index out of range in self")))
                .isFalse();
        assertThat(MemoryShortage.explains(new IllegalStateException("out of memory, said the image")))
                .isFalse();
    }
}
