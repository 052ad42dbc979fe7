package captionstream.worker.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it hears of files and waits. */
final class RecordingListener implements DownloadListener {
    final List<String> files = new ArrayList<>();
    final List<String> waits = new ArrayList<>();
    final List<Long> progress = new ArrayList<>();

    @Override
    public void onChecking(String file, long done, long size) {}

    @Override
    public void onBytes(String file, long done, long size) {
        progress.add(done);
    }

    @Override
    public void onFile(String file, boolean downloaded) {
        files.add(downloaded ? file : file + " (there)");
    }

    @Override
    public void onWait(String reason, Duration time) {
        waits.add(reason);
    }
}
