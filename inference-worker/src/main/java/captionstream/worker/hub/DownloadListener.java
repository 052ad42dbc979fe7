package captionstream.worker.hub;

import java.time.Duration;

/** Hears how a download goes; called by the thread that downloads. */
public interface DownloadListener {
    /** A file is there already and its content is being checked. */
    void onChecking(String file, long done, long size);

    /** @param done bytes of the file on disk, those of an earlier run included */
    void onBytes(String file, long done, long size);

    /** @param downloaded whether anything had to be fetched */
    void onFile(String file, boolean downloaded);

    void onWait(String reason, Duration time);

    /** Tells this listener of files by the folder they lie in. */
    default DownloadListener inFolder(String folder) {
        DownloadListener outer = this;
        return new DownloadListener() {
            @Override
            public void onChecking(String file, long done, long size) {
                outer.onChecking(folder + "/" + file, done, size);
            }

            @Override
            public void onBytes(String file, long done, long size) {
                outer.onBytes(folder + "/" + file, done, size);
            }

            @Override
            public void onFile(String file, boolean downloaded) {
                outer.onFile(folder + "/" + file, downloaded);
            }

            @Override
            public void onWait(String reason, Duration time) {
                outer.onWait(reason, time);
            }
        };
    }
}
