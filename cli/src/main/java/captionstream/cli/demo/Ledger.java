package captionstream.cli.demo;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which image events have their outcome: the captions of all prompts, or a dead letter. Records may be entered in any
 * order. For one thread.
 */
final class Ledger {
    private final Map<Origin, String> events = new LinkedHashMap<>();
    private final Map<Work, BitSet> captioned = new HashMap<>();
    private final Set<Work> complete = new HashSet<>();
    private final Set<String> completeIds = new HashSet<>();
    private final Set<Origin> refusedEvents = new HashSet<>();
    private final Set<String> givenUp = new HashSet<>();
    private @Nullable Caption latest;
    private long captions;
    private long repeated;
    private long deadLetters;

    /** @param key of the record, which is the image's id */
    void event(int partition, long offset, @Nullable String key) {
        events.put(new Origin(partition, offset), key == null ? "" : key);
    }

    void caption(Caption caption) {
        captions++;
        if (latest == null || !caption.getCaptionTime().isBefore(latest.getCaptionTime())) {
            latest = caption;
        }
        Work work = new Work(caption.getImageId(), caption.getModel());
        BitSet prompts = captioned.computeIfAbsent(work, unseen -> new BitSet());
        if (prompts.get(caption.getPromptIndex())) {
            repeated++;
        }
        prompts.set(caption.getPromptIndex());
        if (prompts.cardinality() == caption.getPromptCount()) {
            complete.add(work);
            completeIds.add(caption.getImageId());
        }
    }

    void deadLetter(DeadLetter letter) {
        deadLetters++;
        if (letter.getTopic().equals(Topic.IMAGE_EVENTS.topicName())) {
            refusedEvents.add(new Origin(letter.getPartition(), letter.getOffset()));
        } else if (letter.getTopic().equals(Topic.CAPTION_REQUESTS.topicName())) {
            givenUp.add(letter.getImageId() == null ? text(letter.getKey()) : letter.getImageId());
        }
    }

    /** Whether anything is on record about an image of this id. */
    boolean knows(String id) {
        return events.containsValue(id) || completeIds.contains(id) || givenUp.contains(id);
    }

    /** The model that made the latest caption. */
    Optional<String> latestModel() {
        return Optional.ofNullable(latest).map(Caption::getModel);
    }

    int events() {
        return events.size();
    }

    int settled() {
        return (int) events.entrySet().stream().filter(this::isSettled).count();
    }

    /** What still waits: the id of the image, or where the record stands when it has none. */
    List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        events.entrySet().stream()
                .filter(event -> !isSettled(event))
                .forEach(event ->
                        waiting.add(event.getValue().isEmpty() ? event.getKey().toString() : event.getValue()));
        return waiting;
    }

    /** Images with all their captions by this model. */
    long completeImages(String model) {
        return complete.stream().filter(work -> work.model().equals(model)).count();
    }

    long captions() {
        return captions;
    }

    /** Captions that came for an image, prompt and model that already had one. */
    long repeated() {
        return repeated;
    }

    long deadLetters() {
        return deadLetters;
    }

    private boolean isSettled(Map.Entry<Origin, String> event) {
        String id = event.getValue();
        return refusedEvents.contains(event.getKey()) || completeIds.contains(id) || givenUp.contains(id);
    }

    private static String text(@Nullable ByteBuffer bytes) {
        return bytes == null
                ? ""
                : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private record Work(String imageId, String model) {}

    private record Origin(int partition, long offset) {
        @Override
        public String toString() {
            return Topic.IMAGE_EVENTS.topicName() + "-" + partition + "@" + offset;
        }
    }
}
