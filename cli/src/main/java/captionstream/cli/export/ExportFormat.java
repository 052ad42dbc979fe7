package captionstream.cli.export;

import java.util.Locale;

/** What captions are written as. */
enum ExportFormat {
    CSV,
    JSONL,
    WEBDATASET;

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
