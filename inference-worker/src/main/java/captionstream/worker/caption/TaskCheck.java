package captionstream.worker.caption;

import captionstream.schemas.DeadLetterReason;
import captionstream.worker.caption.CaptionOutcome.Rejected;
import captionstream.worker.model.Tokenizer;
import java.util.List;
import java.util.Optional;

/** What a task must be like before it may share a batch with others. */
final class TaskCheck {
    private final int pixelCount;
    private final int prefixLength;
    private final Generation generation;
    private final Tokenizer tokenizer;

    TaskCheck(ModelBundle bundle, Generation generation, Tokenizer tokenizer) {
        int side = bundle.imageSpec().size();
        this.pixelCount = 3 * side * side;
        this.prefixLength = bundle.prefixLength();
        this.generation = generation;
        this.tokenizer = tokenizer;
    }

    PreparedTask prepare(int index, CaptionTask task) {
        return new PreparedTask(
                index, task, task.prompts().stream().map(tokenizer::encode).toList());
    }

    Optional<Rejected> problem(PreparedTask prepared) {
        CaptionTask task = prepared.task();
        if (task.pixels().length != pixelCount) {
            return rejected(
                    task,
                    DeadLetterReason.MODEL_FAILED,
                    "the model takes " + pixelCount + " pixel values and was given " + task.pixels().length);
        }
        if (!allFinite(task.pixels())) {
            return rejected(task, DeadLetterReason.MODEL_FAILED, "a pixel value is not a number");
        }
        if (task.prompts().isEmpty()) {
            return rejected(task, DeadLetterReason.INVALID_PROMPTS, "there is no prompt");
        }
        return promptProblem(task, prepared.promptIds());
    }

    private Optional<Rejected> promptProblem(CaptionTask task, List<long[]> promptIds) {
        for (int i = 0; i < promptIds.size(); i++) {
            int tokens = promptIds.get(i).length;
            if (generation.limit(prefixLength, tokens) < 1) {
                return rejected(
                        task,
                        DeadLetterReason.PROMPT_TOO_LONG,
                        "prompt " + (i + 1) + " has " + tokens
                                + " tokens, which leave no room in the language model's context");
            }
        }
        return Optional.empty();
    }

    private static Optional<Rejected> rejected(CaptionTask task, DeadLetterReason reason, String message) {
        return Optional.of(new Rejected(task.imageId(), reason, message));
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
