package captionstream.cli.train;

import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.worker.train.CaptionFigures;
import captionstream.worker.train.EpochFigures;
import captionstream.worker.train.ProjectionListener;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bar for what is being done, with the time that is left of it, and a line for each epoch. */
final class ProjectionProgress implements ProjectionListener, AutoCloseable {
    private static final String EMBEDDING = "images embedded";
    private static final String TRAINING = "steps";
    private static final String MEASURING = "measured";

    private final Terminal terminal;
    private String phase = "";
    private @Nullable Progress progress;
    private TimeLeft timeLeft = new TimeLeft(0);

    ProjectionProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void onEmbedded(int done, int images) {
        show(EMBEDDING, 0, done, images, "");
    }

    @Override
    public synchronized void onStep(int epoch, int step, int steps, double loss) {
        show(TRAINING, step - 1, step, steps, String.format(Locale.ROOT, ", epoch %d, loss %.3f", epoch, loss));
    }

    @Override
    public synchronized void onMeasured(int done, int total) {
        show(MEASURING, 0, done, total, "");
    }

    @Override
    public synchronized void onEpoch(EpochFigures figures) {
        close();
        terminal.out().println(line(figures));
    }

    @Override
    public synchronized void onNote(String line) {
        String safe = SafeText.oneLine(line);
        if (progress == null) {
            terminal.err().println(safe);
        } else {
            progress.note(safe);
        }
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }

    private void show(String current, int before, int done, int total, String detail) {
        if (progress == null || !current.equals(phase)) {
            close();
            phase = current;
            timeLeft = new TimeLeft(before);
            progress = new Progress(terminal, current);
        }
        progress.update(done, total, detail + timeLeft.after(done, total));
    }

    static String line(EpochFigures figures) {
        String training =
                figures.trainingLoss() == null ? "      " : String.format(Locale.ROOT, "%6.3f", figures.trainingLoss());
        String losses = String.format(
                Locale.ROOT,
                "epoch %3d  loss %s  validation %6.3f",
                figures.epoch(),
                training,
                figures.validationLoss());
        CaptionFigures captions = figures.captions();
        if (captions == null) {
            return losses;
        }
        String scores = String.format(
                Locale.ROOT,
                "  CLIP %5.2f  control %5.2f  grounding %5.2f",
                captions.clipScore(),
                captions.controlScore(),
                captions.grounding());
        String ciderD =
                captions.ciderD() == null ? "" : String.format(Locale.ROOT, "  CIDEr-D %5.3f", captions.ciderD());
        return losses + scores + ciderD;
    }
}
