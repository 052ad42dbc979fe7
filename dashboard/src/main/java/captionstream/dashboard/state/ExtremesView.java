package captionstream.dashboard.state;

import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import captionstream.schemas.ShownUri;
import java.util.List;

/**
 * The best or the worst captions as the page shows them; names are those of the {@link CaptionExtremes} record.
 *
 * @param end best or worst
 * @param entries from the most extreme inwards
 */
public record ExtremesView(String model, String end, List<Entry> entries, long asOf) {
    private static final int MOST_ENTRIES = 50;

    /** @param uri as people may see it, without its query */
    public record Entry(
            int rank,
            String imageId,
            String uri,
            String prompt,
            String caption,
            double clipScore,
            double cumulativeMean) {
        static Entry of(ExtremeCaption entry) {
            return new Entry(
                    entry.getRank(),
                    Excerpt.of(entry.getImageId()),
                    ShownUri.of(entry.getUri()),
                    Excerpt.of(entry.getPrompt()),
                    Excerpt.of(entry.getCaption()),
                    entry.getClipScore(),
                    entry.getCumulativeMean());
        }
    }

    static ExtremesView of(CaptionExtremes extremes) {
        return new ExtremesView(
                Excerpt.of(extremes.getModel()),
                Excerpt.of(extremes.getEnd()),
                extremes.getEntries().stream()
                        .limit(MOST_ENTRIES)
                        .map(Entry::of)
                        .toList(),
                extremes.getAsOf().toEpochMilli());
    }
}
