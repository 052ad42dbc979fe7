package captionstream.cli.report;

import captionstream.Caption;
import java.util.List;
import java.util.function.LongConsumer;

/** Where the captions of a report come from. */
public interface CaptionSource {
    /** @param read told how many captions have been read so far */
    List<Caption> captions(LongConsumer read);

    /** For people: {@code in results.csv}, {@code at localhost:9092}. */
    String place();
}
