package captionstream.cli.train;

import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.worker.train.demo.TrainingListener;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One progress display for each stage of the training, with the loss and the time that is left. */
final class StageProgress implements TrainingListener, AutoCloseable {
    private final Terminal terminal;
    private @Nullable Stage stage;
    private @Nullable Progress progress;
    private TimeLeft timeLeft = new TimeLeft(0);

    StageProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void onStep(Stage current, int step, int steps, double loss) {
        progressOf(current).update(step, steps, detail(current, step, steps, loss));
    }

    @Override
    public void onFigure(String line) {
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
        }
    }

    private Progress progressOf(Stage current) {
        if (progress == null || current != stage) {
            close();
            stage = current;
            timeLeft = new TimeLeft(0);
            progress = new Progress(terminal, current.name().toLowerCase(Locale.ROOT));
        }
        return progress;
    }

    private String detail(Stage current, int step, int steps, double loss) {
        String time = timeLeft.after(step, steps);
        return current == Stage.EVALUATION ? time : String.format(Locale.ROOT, ", loss %.3f%s", loss, time);
    }
}
