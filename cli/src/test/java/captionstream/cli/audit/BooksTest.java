package captionstream.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.cli.audit.Books.Place;
import captionstream.schemas.RecordPosition;
import captionstream.worker.DeliveryMode;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BooksTest {
    private static final TopicPartition EVENTS = new TopicPartition("image-events", 2);
    private static final TopicPartition REQUESTS = new TopicPartition("caption-requests", 0);

    private final Books books =
            new Books(Map.of(EVENTS, 100L, REQUESTS, 0L), Map.of(EVENTS, 150L), DeliveryMode.EXACTLY_ONCE);

    @Test
    void two_bytes_are_kept_of_an_event_and_twenty_seven_of_a_request() {
        assertThat(books.bytesTo(Map.of(EVENTS, 110L, REQUESTS, 10L))).isEqualTo(10 * 2 + 10 * 27);
    }

    @Test
    void a_position_is_past_kept_later_or_nowhere() {
        books.extendTo(Map.of(EVENTS, 200L, REQUESTS, 10L));

        assertThat(books.placeOfEvent(event(99))).isEqualTo(Place.PAST);
        assertThat(books.placeOfEvent(event(100))).isEqualTo(Place.KEPT);
        assertThat(books.placeOfEvent(event(149))).isEqualTo(Place.KEPT);
        assertThat(books.placeOfEvent(event(150))).isEqualTo(Place.LATER);
        assertThat(books.placeOfEvent(event(200))).isEqualTo(Place.NOWHERE);
        assertThat(books.placeOfRequest(event(100))).isEqualTo(Place.NOWHERE);
        assertThat(books.placeOfRequest(new RecordPosition("caption-requests", 0, 9)))
                .isEqualTo(Place.KEPT);
        assertThat(books.placeOfRequest(new RecordPosition("caption-requests", 0, 10)))
                .isEqualTo(Place.NOWHERE);
    }

    @Test
    void what_is_known_stays_known_when_there_is_room_for_more() {
        books.extendTo(Map.of(EVENTS, 101L));
        books.events(event(100)).mark(100, EventMark.READ);
        books.extendTo(Map.of(EVENTS, 140L));
        Tally tally = new Tally(1);

        books.tally(tally, partition -> new Extent(0, 0));

        assertThat(tally.count(Outcome.IN_FLIGHT)).isEqualTo(1);
    }

    @Test
    void a_partition_that_was_not_there_at_the_start_is_refused_by_name() {
        assertThatThrownBy(() -> books.events(new RecordPosition("image-events", 7, 1)))
                .hasMessageContaining("image-events-7@1");
    }

    private static RecordPosition event(long offset) {
        return new RecordPosition("image-events", 2, offset);
    }
}
