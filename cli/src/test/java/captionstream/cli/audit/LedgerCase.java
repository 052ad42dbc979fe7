package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetterReplay;
import captionstream.cli.SampleRecords;
import captionstream.schemas.Attempts;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import captionstream.worker.DeliveryMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Two prompts an image; ten offsets in the one partition of events and of requests. */
abstract class LedgerCase {
    static final List<String> PROMPTS = List.of("A photo of", "This shows");
    static final long END = 10;

    final Map<TopicPartition, Long> firsts = new HashMap<>(Map.of(events(), 0L, requests(), 0L));
    final Map<TopicPartition, Long> upTo = new HashMap<>();
    final Map<TopicPartition, Extent> extents =
            new HashMap<>(Map.of(events(), new Extent(0, END), requests(), new Extent(0, END)));
    Ledger ledger = ledger();
    private long captions;

    void assertOnly(Finding finding) {
        for (Outcome outcome : Outcome.values()) {
            assertThat(tally().count(outcome)).as(outcome.name()).isEqualTo(outcome == finding ? 1 : 0);
        }
        for (Fault fault : Fault.values()) {
            assertThat(tally().count(fault)).as(fault.name()).isEqualTo(fault == finding ? 1 : 0);
        }
    }

    Ledger ledger() {
        return ledger(DeliveryMode.EXACTLY_ONCE);
    }

    Ledger ledger(DeliveryMode delivery) {
        Books books = new Books(firsts, upTo, delivery);
        books.extendTo(Map.of(events(), END, requests(), END));
        return new Ledger(books, 4);
    }

    Tally tally() {
        return ledger.tally(extents::get);
    }

    void event(long offset) {
        ledger.event(eventAt(offset), Attempts.NONE);
    }

    void request(long offset, String imageId, long event) {
        CaptionRequest request = SampleRecords.request(imageId, PROMPTS);
        ledger.request(requestAt(offset), request, Optional.of(eventAt(event)), Attempts.NONE);
    }

    void caption(long request, String imageId, int index) {
        Caption caption = SampleRecords.caption(imageId, index, PROMPTS.get(index), 20);
        ledger.caption(captionAt(), caption, Optional.of(requestAt(request)));
    }

    void deadLetter(Topic topic, long offset) {
        ledger.deadLetter(
                new RecordPosition("dead-letters", 0, offset), SampleRecords.deadLetter(topic, 0, offset, "cat"));
    }

    void replay(Topic topic, long offset) {
        ledger.replay(
                new RecordPosition("dead-letter-replays", 0, 0),
                new DeadLetterReplay(0, 0L, "cat", topic.topicName(), 0, offset, "image_not_found", 1, Instant.EPOCH));
    }

    RecordPosition captionAt() {
        return new RecordPosition("captions", 0, captions++);
    }

    static RecordPosition eventAt(long offset) {
        return new RecordPosition("image-events", 0, offset);
    }

    static RecordPosition requestAt(long offset) {
        return new RecordPosition("caption-requests", 0, offset);
    }

    static TopicPartition events() {
        return new TopicPartition("image-events", 0);
    }

    static TopicPartition requests() {
        return new TopicPartition("caption-requests", 0);
    }
}
