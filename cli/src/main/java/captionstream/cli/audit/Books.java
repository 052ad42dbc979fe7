package captionstream.cli.audit;

import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import captionstream.worker.DeliveryMode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The books of all partitions of image events and of caption requests. For one thread. */
final class Books {
    private final Map<Integer, EventBook> events = new TreeMap<>();
    private final Map<Integer, RequestBook> requests = new TreeMap<>();
    private final Map<Integer, Long> eventEnds = new TreeMap<>();
    private final Map<TopicPartition, Long> firsts;
    private final Map<TopicPartition, Long> upTo;
    private final int bytesPerRequest;

    /** Where a position lies. */
    enum Place {
        KEPT,
        /** The record is no longer kept. */
        PAST,
        /** The record is there, and not asked about. */
        LATER,
        NOWHERE
    }

    /**
     * @param firsts the first offset that is kept of every partition
     * @param upTo offsets of image events up to which they are asked about; all, where a partition is not named
     * @param delivery what workers promise
     */
    Books(Map<TopicPartition, Long> firsts, Map<TopicPartition, Long> upTo, DeliveryMode delivery) {
        this.firsts = Map.copyOf(firsts);
        this.upTo = Map.copyOf(upTo);
        this.bytesPerRequest =
                RequestBook.BYTES_PER_REQUEST + Repetition.under(delivery).bytesPerRequest();
        firsts.forEach((partition, first) -> {
            int number = partition.partition();
            if (isOf(Topic.IMAGE_EVENTS, partition.topic())) {
                events.put(number, new EventBook(number, first));
            } else if (isOf(Topic.CAPTION_REQUESTS, partition.topic())) {
                requests.put(number, new RequestBook(number, first, Repetition.under(delivery)));
            }
        });
    }

    /** Memory taken for records below these ends, about. */
    long bytesTo(Map<TopicPartition, Long> ends) {
        return firsts.entrySet().stream()
                .mapToLong(first ->
                        bytesEach(first.getKey().topic()) * (ends.getOrDefault(first.getKey(), 0L) - first.getValue()))
                .sum();
    }

    private long bytesEach(String topic) {
        if (isOf(Topic.IMAGE_EVENTS, topic)) {
            return EventBook.BYTES_PER_EVENT;
        }
        return isOf(Topic.CAPTION_REQUESTS, topic) ? bytesPerRequest : 0;
    }

    /** Makes room for records below these ends. */
    void extendTo(Map<TopicPartition, Long> ends) {
        ends.forEach((partition, end) -> {
            int number = partition.partition();
            if (isOf(Topic.IMAGE_EVENTS, partition.topic())) {
                events.get(number).extendTo(Math.min(end, upTo.getOrDefault(partition, end)));
                eventEnds.put(number, end);
            } else if (isOf(Topic.CAPTION_REQUESTS, partition.topic())) {
                requests.get(number).extendTo(end);
            }
        });
    }

    Place placeOfEvent(RecordPosition position) {
        EventBook book = isOf(Topic.IMAGE_EVENTS, position.topic()) ? events.get(position.partition()) : null;
        if (book == null) {
            return Place.NOWHERE;
        }
        return place(book.isPast(position.offset()), book.has(position.offset()), isLater(position));
    }

    Place placeOfRequest(RecordPosition position) {
        RequestBook book = isOf(Topic.CAPTION_REQUESTS, position.topic()) ? requests.get(position.partition()) : null;
        return book == null ? Place.NOWHERE : place(book.isPast(position.offset()), book.has(position.offset()), false);
    }

    private static Place place(boolean past, boolean kept, boolean later) {
        if (kept) {
            return Place.KEPT;
        }
        if (past) {
            return Place.PAST;
        }
        return later ? Place.LATER : Place.NOWHERE;
    }

    private boolean isLater(RecordPosition event) {
        return event.offset() < eventEnds.getOrDefault(event.partition(), 0L);
    }

    EventBook events(RecordPosition kept) {
        return book(events.get(kept.partition()), kept);
    }

    RequestBook requests(RecordPosition kept) {
        return book(requests.get(kept.partition()), kept);
    }

    private static <T> T book(@Nullable T book, RecordPosition position) {
        if (book == null) {
            throw new IllegalArgumentException("no partition of " + position + " was there at the start");
        }
        return book;
    }

    void tally(Tally tally, Function<TopicPartition, Extent> extents) {
        events.forEach((number, book) -> book.tally(tally, extents.apply(partition(Topic.IMAGE_EVENTS, number))));
        requests.forEach((number, book) -> book.tally(tally, extents.apply(partition(Topic.CAPTION_REQUESTS, number))));
    }

    /** Adds the images that have all captions by a model. */
    void complete(int model, Set<Long> found) {
        requests.values().forEach(book -> book.complete(model, found));
    }

    private static TopicPartition partition(Topic topic, int number) {
        return new TopicPartition(topic.topicName(), number);
    }

    private static boolean isOf(Topic topic, String name) {
        return topic.topicName().equals(name);
    }
}
