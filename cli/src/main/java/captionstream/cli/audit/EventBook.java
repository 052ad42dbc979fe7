package captionstream.cli.audit;

import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;

/** The image events of one partition and what came of them, read in any order. For one thread. */
final class EventBook {
    static final int BYTES_PER_EVENT = Short.BYTES;

    private final int partition;
    private final Marks<EventMark> marks = new Marks<>();
    private Rows rows;

    /** @param first offset that is kept */
    EventBook(int partition, long first) {
        this.partition = partition;
        this.rows = new Rows(first, first);
    }

    void extendTo(long end) {
        rows = new Rows(rows.first(), end);
        marks.extend(rows.number());
    }

    /** Whether a record of this offset is older than what is kept. */
    boolean isPast(long offset) {
        return offset < rows.first();
    }

    boolean has(long offset) {
        return rows.has(offset);
    }

    void mark(long offset, EventMark mark) {
        marks.add(rows.of(offset), mark);
    }

    void mark(long offset, EventMark once, EventMark again) {
        marks.add(rows.of(offset), once, again);
    }

    /** Enters every event that is not its request's business. */
    void tally(Tally tally, Extent extent) {
        for (int row = 0; row < rows.number(); row++) {
            if (has(row, EventMark.READ)) {
                tally.event(has(row, EventMark.REPLAY));
            }
            if (!marks.isEmpty(row) && !isItsRequests(row)) {
                tally.add(finding(row, extent), position(row));
            }
        }
    }

    private boolean isItsRequests(int row) {
        return has(row, EventMark.READ)
                && has(row, EventMark.REQUESTED)
                && !has(row, EventMark.REQUESTED_TWICE)
                && outcomes(row) == 1;
    }

    private Finding finding(int row, Extent extent) {
        if (!has(row, EventMark.READ)) {
            return Fault.OUTCOME_OF_NOTHING;
        }
        if (outcomes(row) > 1) {
            return Fault.EVENT_SETTLED_DIFFERENTLY;
        }
        if (has(row, EventMark.REQUESTED_TWICE)
                || has(row, EventMark.DEAD_LETTERED_TWICE)
                || has(row, EventMark.REPEATED_TWICE)) {
            return Fault.EVENT_SETTLED_TWICE;
        }
        if (has(row, EventMark.DEAD_LETTERED)) {
            return has(row, EventMark.DEAD_LETTER_REPLAYED) ? Outcome.REPLAYED : Outcome.DEAD_LETTERED;
        }
        return has(row, EventMark.REPEATED) ? Outcome.REPEATED : extent.ofNothing(rows.offset(row), Fault.EVENT_LOST);
    }

    private int outcomes(int row) {
        return count(row, EventMark.REQUESTED) + count(row, EventMark.DEAD_LETTERED) + count(row, EventMark.REPEATED);
    }

    private int count(int row, EventMark mark) {
        return has(row, mark) ? 1 : 0;
    }

    private boolean has(int row, EventMark mark) {
        return marks.has(row, mark);
    }

    private RecordPosition position(int row) {
        return new RecordPosition(Topic.IMAGE_EVENTS.topicName(), partition, rows.offset(row));
    }
}
