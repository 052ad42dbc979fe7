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
}
