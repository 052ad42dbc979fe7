package captionstream.worker.observe;

import org.jspecify.annotations.Nullable;

/** Every meter of the worker. Prometheus shows the names with underscores, counters with {@code _total}. */
public enum Meter {
    IMAGES(Kind.COUNTER, "images", null, "images", "Images whose captions were published."),
    CAPTIONS(Kind.COUNTER, "captions", null, "captions", "Captions published."),
    TOKENS(Kind.COUNTER, "tokens", null, "tokens", "Tokens generated for captions that were published."),
    MODEL_IMAGES(
            Kind.COUNTER, "model.images", "model", "images", "Of the images, how many by the model of a fingerprint."),
    MODELS_REPLACED(Kind.COUNTER, "models.replaced", null, "times", "Times that another model took over."),
    MODELS_REFUSED(Kind.COUNTER, "models.refused", null, "times", "Times that a new bundle could not be used."),
    TOKENS_PER_SECOND(
            Kind.GAUGE, "tokens.per.second", null, "tokens", "Tokens generated per second over the last minute."),
    DEAD_LETTERS(Kind.COUNTER, "dead.letters", "reason", "records", "Dead letters published, by reason code."),
    FETCH_FAILURES(
            Kind.COUNTER, "fetch.failures", "reason", "images", "Images that could not be fetched, by reason code."),
    START_OVERS(
            Kind.COUNTER,
            "start.overs",
            null,
            "times",
            "Times that Kafka or the registry failed and the worker went back to what it had published."),
    LOCKS_RENEWED(
            Kind.COUNTER,
            "locks.renewed",
            null,
            "times",
            "Requests of a share group whose lock was renewed, each time."),
    LOCKS_REFUSED(
            Kind.COUNTER,
            "locks.refused",
            null,
            "times",
            "Times that a partition's locks were lost before their requests were done, which others then do again."),
    BATCH_SPLITS(Kind.COUNTER, "batch.splits", null, "times", "Times that the model failed on several images at once."),
    OUT_OF_MEMORY(Kind.COUNTER, "out.of.memory", null, "times", "Times that the model ran out of memory."),
    BATCH_LIMIT(
            Kind.GAUGE,
            "batch.limit",
            null,
            "images",
            "Most images that the model is given at once: lower than max-batch after it ran out of memory."),
    BATCH_IMAGES(Kind.SUMMARY, "batch.images", null, "images", "Images in a batch."),
    STAGE(Kind.TIMER, "stage", "stage", "seconds", "Time in a stage: fetch and decode for each image, others a batch."),
    LAG(Kind.TIMER, "lag", null, "seconds", "From the time of the image event to the publication of its captions."),
    WAITING(Kind.GAUGE, "waiting", null, "requests", "Requests polled ahead and not yet in a batch."),
    WAITING_LOADED(Kind.GAUGE, "waiting.loaded", null, "requests", "Of those, how many have finished loading."),
    MODEL_BUSY(Kind.GAUGE, "model.busy", null, "batches", "Batches that the model works on, one on each device."),
    MEMORY_RESIDENT(
            Kind.GAUGE,
            "memory.resident",
            null,
            "bytes",
            "Memory of the process, heap and native; 0 where the system does not tell.");

    enum Kind {
        COUNTER,
        SUMMARY,
        TIMER,
        GAUGE
    }

    private final Kind kind;
    private final String shortName;
    private final @Nullable String tag;
    private final String unit;
    private final String meaning;

    Meter(Kind kind, String shortName, @Nullable String tag, String unit, String meaning) {
        this.kind = kind;
        this.shortName = shortName;
        this.tag = tag;
        this.unit = unit;
        this.meaning = meaning;
    }

    Kind kind() {
        return kind;
    }

    public String meterName() {
        return "captionstream.worker." + shortName;
    }

    /** The one tag that this meter has, if any; never an image or its address. */
    public @Nullable String tag() {
        return tag;
    }

    public String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }
}
