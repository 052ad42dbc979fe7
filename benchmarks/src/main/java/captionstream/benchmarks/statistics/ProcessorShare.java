package captionstream.benchmarks.statistics;

import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.util.List;

/** Holds another process with all its threads to a share of a processor until closed, as a container would. */
final class ProcessorShare implements AutoCloseable {
    private final Process limiter;

    private ProcessorShare(Process limiter) {
        this.limiter = limiter;
    }

    /** @throws CommandFailure where shares cannot be held */
    static void require() throws InterruptedException {
        limiter(List.of("--help")).waitFor();
    }

    static ProcessorShare hold(long process, int percent) {
        return new ProcessorShare(limiter(List.of("--lazy", "--pid=" + process, "--limit=" + percent)));
    }

    private static Process limiter(List<String> options) {
        ProcessBuilder command = new ProcessBuilder("cpulimit");
        command.command().addAll(options);
        try {
            return command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw CommandFailure.environment(
                            "Growth with a second process is measured with cpulimit, which cannot be started: "
                                    + e.getMessage(),
                            "Install it (apt-get install cpulimit), or leave that part out with --share 0")
                    .causedBy(e);
        }
    }

    void requireHeld() {
        if (!limiter.isAlive()) {
            throw CommandFailure.failed("A cpulimit ended while the process that it held was measured", "");
        }
    }

    /** Lets the process go on at once, should it stand. */
    @Override
    public void close() throws InterruptedException {
        limiter.destroy();
        limiter.waitFor();
    }
}
