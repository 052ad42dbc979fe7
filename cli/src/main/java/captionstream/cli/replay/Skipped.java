package captionstream.cli.replay;

import java.util.Locale;

/** Why a dead letter that was asked for is not replayed. */
enum Skipped {
    ALREADY_REPLAYED("already replayed"),
    ALREADY_CAPTIONED("the image has captions by now"),
    SUPERSEDED("a later dead letter is about the same image"),
    WITHOUT_ORIGINAL("without its original bytes, which were too large to be kept"),
    STILL_IN_PLACE("about a caption, which is still on its topic; reset the statistics to count it again"),
    UNKNOWN_ORIGIN("from a topic that is none of the pipeline's inputs");

    private final String meaning;

    Skipped(String meaning) {
        this.meaning = meaning;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    String meaning() {
        return meaning;
    }
}
