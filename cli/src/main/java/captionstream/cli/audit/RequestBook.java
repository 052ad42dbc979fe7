package captionstream.cli.audit;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The caption requests of one partition and what came of them, read in any order. For one thread. */
final class RequestBook {
    static final int BYTES_PER_REQUEST = Short.BYTES + 2 * Long.BYTES + 2 * Integer.BYTES + Byte.BYTES;

    private final int partition;
    private final Repetition repetition;
    private final Marks<RequestMark> marks = new Marks<>();
    private Rows rows;
    private long[] images = new long[0];
    private long[] captioned = new long[0];
    private int[] prompts = new int[0];
    private int[] models = new int[0];
    private byte[] promptCounts = new byte[0];

    /** @param first offset that is kept */
    RequestBook(int partition, long first, Repetition repetition) {
        this.partition = partition;
        this.repetition = repetition;
        this.rows = new Rows(first, first);
    }

    void extendTo(long end) {
        rows = new Rows(rows.first(), end);
        int length = rows.number();
        if (length == images.length) {
            return;
        }
        marks.extend(length);
        repetition.extend(length);
        images = Arrays.copyOf(images, length);
        captioned = Arrays.copyOf(captioned, length);
        prompts = Arrays.copyOf(prompts, length);
        models = Arrays.copyOf(models, length);
        promptCounts = Arrays.copyOf(promptCounts, length);
    }

    /** Whether a record of this offset is older than what is kept. */
    boolean isPast(long offset) {
        return offset < rows.first();
    }

    boolean has(long offset) {
        return rows.has(offset);
    }

    /** @param request null where the value cannot be read */
    void request(long offset, @Nullable CaptionRequest request) {
        int row = rows.of(offset);
        marks.add(row, RequestMark.READ);
        if (request != null) {
            images[row] = Prompts.image(request.getImageId());
            prompts[row] -= Prompts.sum(request.getImageId(), request.getPrompts());
            count(row, request.getPrompts().size());
        }
    }

    void caption(long offset, Caption caption) {
        int row = rows.of(offset);
        int index = caption.getPromptIndex();
        count(row, caption.getPromptCount());
        if (index < 0 || index >= caption.getPromptCount() || index >= Prompts.MOST) {
            marks.add(row, RequestMark.OTHER_PROMPTS);
            return;
        }
        marks.add(row, RequestMark.CAPTIONED);
        if ((captioned[row] & 1L << index) != 0) {
            marks.add(row, repetition.again(row, caption));
        } else {
            captioned[row] |= 1L << index;
            prompts[row] += Prompts.hash(caption.getImageId(), index, caption.getPrompt());
            repetition.first(row, caption);
        }
        model(row, Prompts.model(caption.getModel()));
    }

    void deadLetter(long offset) {
        marks.add(rows.of(offset), RequestMark.DEAD_LETTERED, repetition.deadLetterAgain());
    }

    private void count(int row, int count) {
        byte known = promptCounts[row];
        if (count < 1 || count > Prompts.MOST || (known != 0 && known != count)) {
            marks.add(row, RequestMark.OTHER_PROMPTS);
        } else {
            promptCounts[row] = (byte) count;
        }
    }

    private void model(int row, int model) {
        if (models[row] != 0 && models[row] != model) {
            marks.add(row, RequestMark.SEVERAL_MODELS);
        }
        models[row] = model;
    }

    void mark(long offset, RequestMark mark) {
        marks.add(rows.of(offset), mark);
    }

    void tally(Tally tally, Extent extent) {
        for (int row = 0; row < rows.number(); row++) {
            if (!marks.isEmpty(row) && !marks.has(row, RequestMark.LATER)) {
                tally.add(
                        finding(row, extent),
                        new RecordPosition(Topic.CAPTION_REQUESTS.topicName(), partition, rows.offset(row)));
                tally.redelivered(marks.has(row, RequestMark.SETTLED_AGAIN) ? 1 : 0);
            }
        }
    }

    private Finding finding(int row, Extent extent) {
        if (!marks.has(row, RequestMark.READ)) {
            return Fault.OUTCOME_OF_NOTHING;
        }
        if (marks.has(row, RequestMark.CAPTIONED) && marks.has(row, RequestMark.DEAD_LETTERED)) {
            return Fault.CAPTIONED_AND_DEAD_LETTERED;
        }
        if (marks.has(row, RequestMark.SEVERAL_MODELS)) {
            return Fault.SEVERAL_MODELS;
        }
        if (marks.has(row, RequestMark.CAPTIONED_DIFFERENTLY)) {
            return Fault.CAPTIONED_DIFFERENTLY;
        }
        if (marks.has(row, RequestMark.CAPTIONED_TWICE)) {
            return Fault.CAPTIONED_TWICE;
        }
        if (marks.has(row, RequestMark.DEAD_LETTERED_TWICE)) {
            return Fault.DEAD_LETTERED_TWICE;
        }
        return marks.has(row, RequestMark.OTHER_PROMPTS) || (isFull(row) && prompts[row] != 0)
                ? Fault.OTHER_PROMPTS
                : outcome(row, extent);
    }

    private Finding outcome(int row, Extent extent) {
        if (marks.has(row, RequestMark.UNLINKED)) {
            return Outcome.UNLINKED;
        }
        if (marks.has(row, RequestMark.DEAD_LETTERED)) {
            return marks.has(row, RequestMark.DEAD_LETTER_REPLAYED) ? Outcome.REPLAYED : Outcome.DEAD_LETTERED;
        }
        return isFull(row) ? Outcome.COMPLETE : extent.ofNothing(rows.offset(row), Fault.CAPTIONS_LOST);
    }

    private boolean isFull(int row) {
        return promptCounts[row] != 0 && captioned[row] == -1L >>> (Long.SIZE - promptCounts[row]);
    }

    /** Adds the images that have all captions by a model. */
    void complete(int model, Set<Long> found) {
        for (int row = 0; row < rows.number(); row++) {
            if (isFull(row) && models[row] == model) {
                found.add(images[row]);
            }
        }
    }
}
