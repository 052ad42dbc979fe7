package captionstream.cli.models;

import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.worker.hub.DownloadListener;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One progress display for each file: what has come, how fast, and how long the rest will take. */
final class PullProgress implements DownloadListener, AutoCloseable {
    private static final double NANOS = 1e9;

    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private @Nullable Progress progress;
    private String file = "";
    private long started;
    private long doneAtStart;

    PullProgress(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    PullProgress(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public void onChecking(String name, long done, long size) {
        Unit unit = Unit.of(size);
        begin(name, done).update(unit.count(done), unit.count(size), " " + unit.name + " checked");
        doneAtStart = done;
    }

    @Override
    public void onBytes(String name, long done, long size) {
        Progress current = begin(name, 0);
        Unit unit = Unit.of(size);
        current.update(unit.count(done), unit.count(size), " " + unit.name + speed(done, size));
    }

    @Override
    public void onFile(String name, boolean downloaded) {
        close();
        if (!downloaded) {
            terminal.err().println(name + " is there already");
        }
    }

    @Override
    public void onWait(String reason, Duration time) {
        String line = reason + "; trying again in " + time.toSeconds() + " s";
        if (progress == null) {
            terminal.err().println(line);
        } else {
            progress.note(line);
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }

    private Progress begin(String name, long done) {
        if (progress == null || !name.equals(file)) {
            close();
            file = name;
            started = nanoTime.getAsLong();
            doneAtStart = done;
            progress = new Progress(terminal, name);
        }
        return progress;
    }

    private String speed(long done, long size) {
        double seconds = (nanoTime.getAsLong() - started) / NANOS;
        double perSecond = seconds <= 0 ? 0 : (done - doneAtStart) / seconds;
        if (perSecond <= 0) {
            return "";
        }
        Duration left = Duration.ofSeconds((long) ((size - done) / perSecond));
        return String.format(
                Locale.ROOT, ", %.1f MB/s, %d:%02d left", perSecond / 1e6, left.toMinutes(), left.toSecondsPart());
    }

    private enum Unit {
        BYTES("bytes", 1),
        KILOBYTES("kB", 1_000),
        MEGABYTES("MB", 1_000_000);

        private final String name;
        private final long bytes;

        Unit(String name, long bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        static Unit of(long size) {
            return size < 10_000 ? BYTES : size < 10_000_000 ? KILOBYTES : MEGABYTES;
        }

        long count(long size) {
            return size / bytes;
        }
    }
}
