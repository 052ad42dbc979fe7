package captionstream.worker;

import captionstream.worker.caption.Captioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The threads that models work on, one for each device. */
final class ModelThreads {
    private final List<ExecutorService> threads = new ArrayList<>();
    private final ThreadFactory factory;

    ModelThreads(ThreadFactory factory) {
        this.factory = factory;
    }

    /** With a further thread. */
    ModelLane lane(Captioner captioner, Function<Captioner, IsolatingCaptioner> isolating) {
        ExecutorService thread = Executors.newSingleThreadExecutor(factory);
        threads.add(thread);
        return new ModelLane(thread, captioner, isolating);
    }

    /**
     * Lets them finish what they do.
     *
     * @param patience with each
     * @return whether all have ended
     */
    boolean end(Duration patience) throws InterruptedException {
        threads.forEach(ExecutorService::shutdown);
        boolean ended = true;
        for (ExecutorService thread : threads) {
            ended &= thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        return ended;
    }
}
