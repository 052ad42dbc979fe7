package captionstream.cli.demo;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.cli.audit.AuditListener;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the demo remembers of the records that its audit reads, and where it shows the outcomes among them. */
final class Seen implements AuditListener {
    private final Set<String> ids = new HashSet<>();
    private Consumer<Caption> captions = caption -> {};
    private Consumer<DeadLetter> deadLetters = letter -> {};
    private @Nullable Caption latest;

    /** Outcomes read from now on go here. */
    void show(Consumer<Caption> captions, Consumer<DeadLetter> deadLetters) {
        this.captions = captions;
        this.deadLetters = deadLetters;
    }

    @Override
    public void event(@Nullable String key) {
        if (key != null) {
            ids.add(key);
        }
    }

    @Override
    public void caption(Caption caption) {
        ids.add(caption.getImageId());
        if (latest == null || !caption.getCaptionTime().isBefore(latest.getCaptionTime())) {
            latest = caption;
        }
        captions.accept(caption);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        if (letter.getImageId() != null) {
            ids.add(letter.getImageId());
        }
        deadLetters.accept(letter);
    }

    /** Whether anything is on record about an image of this id. */
    boolean knows(String id) {
        return ids.contains(id);
    }

    /** The model that made the latest caption. */
    Optional<String> latestModel() {
        return Optional.ofNullable(latest).map(Caption::getModel);
    }
}
