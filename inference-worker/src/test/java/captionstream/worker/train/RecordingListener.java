package captionstream.worker.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is told, and can fail on being told something, as a kill would end the training there. */
final class RecordingListener implements ProjectionListener {
    final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    final List<EpochFigures> epochs = new ArrayList<>();
    int embedded;
    private int lastStep = -1;
    private int lastEpoch = -1;
    private int lastImage = -1;

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    RecordingListener killedAtStep(int step) {
        lastStep = step;
        return this;
    }

    /** While that epoch's projection is measured. */
    RecordingListener killedMeasuring(int epoch) {
        lastEpoch = epoch;
        return this;
    }

    RecordingListener killedAtImage(int image) {
        lastImage = image;
        return this;
    }

    @Override
    public void onEmbedded(int done, int images) {
        embedded = done;
        killIf(done >= lastImage && lastImage >= 0);
    }

    @Override
    public void onStep(int epoch, int step, int all, double loss) {
        killIf(step == lastStep);
    }

    @Override
    public void onMeasured(int done, int total) {
        killIf(epochs.size() == lastEpoch && done == total);
    }

    @Override
    public void onEpoch(EpochFigures figures) {
        epochs.add(figures);
    }

    @Override
    public void onNote(String line) {
        notes.add(line);
    }

    private static void killIf(boolean now) {
        if (now) {
            throw new Killed();
        }
    }
}
