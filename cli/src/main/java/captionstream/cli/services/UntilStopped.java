package captionstream.cli.services;

import captionstream.cli.console.CommandFailure;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps a command from ending while its services run. */
final class UntilStopped {
    private static final long LOOK_EVERY_MILLIS = 500;

    private UntilStopped() {}

    /**
     * Returns when the process is told to stop.
     *
     * @param failure why a service stopped by itself; empty while it runs
     * @param meanwhile done about twice a second
     * @throws CommandFailure when there is one
     */
    static void await(OrderlyStop stop, Supplier<Optional<String>> failure, Runnable meanwhile) {
        try {
            while (!stop.isStopping()) {
                Optional<String> reason = failure.get();
                if (reason.isPresent()) {
                    throw CommandFailure.failed("The service stopped: " + reason.get(), "");
                }
                meanwhile.run();
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
