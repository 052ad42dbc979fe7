package captionstream.cli.audit;

import captionstream.Caption;
import captionstream.worker.DeliveryMode;

/** How an outcome is judged that comes again. For one thread. */
sealed interface Repetition permits NoRepetition, SameAgain {
    static Repetition under(DeliveryMode delivery) {
        return switch (delivery) {
            case EXACTLY_ONCE -> new NoRepetition();
            case SHARE -> new SameAgain();
        };
    }

    /** Memory taken for a request, about. */
    int bytesPerRequest();

    void extend(int rows);

    /** Of a request, the first caption under a prompt. */
    void first(int row, Caption caption);

    /** What a further caption under the same prompt is. */
    RequestMark again(int row, Caption caption);

    /** What a further dead letter of the same request is. */
    RequestMark deadLetterAgain();
}
