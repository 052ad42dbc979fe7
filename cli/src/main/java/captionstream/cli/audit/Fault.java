package captionstream.cli.audit;

import java.util.Locale;

/** What must not be found. */
public enum Fault implements Finding {
    EVENT_LOST(Kind.MISSING, "intake has passed the event, and nothing came of it"),
    CAPTIONS_LOST(Kind.MISSING, "workers have passed the request; captions and dead letter are missing"),
    EVENT_SETTLED_TWICE(Kind.DUPLICATED, "several requests, dead letters or repeats of one event"),
    CAPTIONED_TWICE(Kind.DUPLICATED, "several captions of one request under one prompt"),
    DEAD_LETTERED_TWICE(Kind.DUPLICATED, "several dead letters of one request"),
    EVENT_SETTLED_DIFFERENTLY(Kind.CONTRADICTORY, "two of request, dead letter and repeat of one event"),
    CAPTIONED_AND_DEAD_LETTERED(Kind.CONTRADICTORY, "captions and a dead letter of one request"),
    OTHER_PROMPTS(Kind.CONTRADICTORY, "captions under other prompts or another image id than requested"),
    CAPTIONED_DIFFERENTLY(Kind.CONTRADICTORY, "captions of one request under one prompt that say different things"),
    SEVERAL_MODELS(Kind.CONTRADICTORY, "captions of one request by different models or settings"),
    OUTCOME_OF_NOTHING(Kind.CONTRADICTORY, "it names an event or a request that is not there, or none"),
    UNREADABLE(Kind.CONTRADICTORY, "its value cannot be read");

    /** What the pipeline promises never to do. */
    public enum Kind {
        MISSING,
        DUPLICATED,
        CONTRADICTORY;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final String meaning;

    Fault(Kind kind, String meaning) {
        this.kind = kind;
        this.meaning = meaning;
    }

    public Kind kind() {
        return kind;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    String meaning() {
        return meaning;
    }
}
