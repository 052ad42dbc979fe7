package captionstream.cli.audit;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.schemas.Attempts;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What became of every image event and of every caption request, held against the positions that requests, repeats,
 * captions and dead letters name. Records may be entered in any order. For one thread.
 */
final class Ledger {
    private final Books books;
    private final Tally stray;
    private final int mostExamples;
    private long captions;
    private long deadLetters;
    private long replays;

    /** @param mostExamples kept of each fault */
    Ledger(Books books, int mostExamples) {
        this.books = books;
        this.mostExamples = mostExamples;
        this.stray = new Tally(mostExamples);
    }

    void event(RecordPosition at, Attempts attempts) {
        EventBook book = books.events(at);
        book.mark(at.offset(), EventMark.READ);
        if (attempts.isReplay()) {
            book.mark(at.offset(), EventMark.REPLAY);
        }
    }

    /**
     * @param request null where the value cannot be read
     * @param event that the request says it was made of
     */
    void request(
            RecordPosition at, @Nullable CaptionRequest request, Optional<RecordPosition> event, Attempts attempts) {
        RequestBook book = books.requests(at);
        book.request(at.offset(), request);
        if (event.isPresent()) {
            ofEvent(at, event.get(), book);
        } else if (!attempts.isReplay()) {
            book.mark(at.offset(), RequestMark.UNLINKED);
        }
    }

    private void ofEvent(RecordPosition at, RecordPosition event, RequestBook book) {
        switch (books.placeOfEvent(event)) {
            case KEPT -> books.events(event).mark(event.offset(), EventMark.REQUESTED, EventMark.REQUESTED_TWICE);
            case PAST -> book.mark(at.offset(), RequestMark.UNLINKED);
            case LATER -> book.mark(at.offset(), RequestMark.LATER);
            case NOWHERE -> stray(Fault.OUTCOME_OF_NOTHING, at);
        }
    }

    /** @param event that was dropped */
    void repeat(RecordPosition at, Optional<RecordPosition> event) {
        Books.Place place = event.map(books::placeOfEvent).orElse(Books.Place.NOWHERE);
        if (place == Books.Place.KEPT) {
            RecordPosition dropped = event.orElseThrow();
            books.events(dropped).mark(dropped.offset(), EventMark.REPEATED, EventMark.REPEATED_TWICE);
        } else if (place == Books.Place.NOWHERE) {
            stray(Fault.OUTCOME_OF_NOTHING, at);
        }
    }

    /** @param request that the caption says it answers */
    void caption(RecordPosition at, Caption caption, Optional<RecordPosition> request) {
        captions++;
        Books.Place place = request.map(books::placeOfRequest).orElse(Books.Place.NOWHERE);
        if (place == Books.Place.KEPT) {
            books.requests(request.orElseThrow()).caption(request.orElseThrow().offset(), caption);
        } else if (place == Books.Place.NOWHERE) {
            stray(Fault.OUTCOME_OF_NOTHING, at);
        }
    }

    void deadLetter(RecordPosition at, DeadLetter letter) {
        deadLetters++;
        RecordPosition origin = new RecordPosition(letter.getTopic(), letter.getPartition(), letter.getOffset());
        if (isOf(Topic.IMAGE_EVENTS, origin)) {
            enter(at, origin, books::placeOfEvent, () -> books.events(origin)
                    .mark(origin.offset(), EventMark.DEAD_LETTERED, EventMark.DEAD_LETTERED_TWICE));
        } else if (isOf(Topic.CAPTION_REQUESTS, origin)) {
            enter(at, origin, books::placeOfRequest, () -> books.requests(origin)
                    .deadLetter(origin.offset()));
        }
    }

    void replay(RecordPosition at, DeadLetterReplay replay) {
        replays++;
        RecordPosition origin =
                new RecordPosition(replay.getTopic(), replay.getOriginPartition(), replay.getOriginOffset());
        if (isOf(Topic.IMAGE_EVENTS, origin)) {
            enter(at, origin, books::placeOfEvent, () -> books.events(origin)
                    .mark(origin.offset(), EventMark.DEAD_LETTER_REPLAYED));
        } else {
            enter(at, origin, books::placeOfRequest, () -> books.requests(origin)
                    .mark(origin.offset(), RequestMark.DEAD_LETTER_REPLAYED));
        }
    }

    /** A record whose value, which it must have, cannot be read. */
    void unreadable(RecordPosition at) {
        stray(Fault.UNREADABLE, at);
    }

    private void enter(
            RecordPosition at, RecordPosition origin, Function<RecordPosition, Books.Place> places, Runnable mark) {
        Books.Place place = places.apply(origin);
        if (place == Books.Place.KEPT) {
            mark.run();
        } else if (place == Books.Place.NOWHERE) {
            stray(Fault.OUTCOME_OF_NOTHING, at);
        }
    }

    private void stray(Fault fault, RecordPosition at) {
        stray.add(fault, at);
    }

    private static boolean isOf(Topic topic, RecordPosition position) {
        return position.topic().equals(topic.topicName());
    }

    /** The state of things, given what every record's reader has passed. */
    Tally tally(Function<TopicPartition, Extent> extents) {
        Tally tally = new Tally(mostExamples);
        books.tally(tally, extents);
        tally.addAll(stray);
        tally.records(captions, deadLetters, replays);
        return tally;
    }

    /** Different images with all their captions by this model. */
    int completeImages(String model) {
        Set<Long> images = new HashSet<>();
        books.complete(Prompts.model(model), images);
        return images.size();
    }
}
