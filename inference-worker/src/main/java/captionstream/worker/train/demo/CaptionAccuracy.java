package captionstream.worker.train.demo;

import java.util.Locale;

/** How many of the captions asked for were exactly the wanted sentence. */
public record CaptionAccuracy(String name, int captions, int exact) {
    public double share() {
        return captions == 0 ? 0 : (double) exact / captions;
    }

    /** To four digits, for files that people read. */
    double roundedShare() {
        return Math.rint(10_000 * share()) / 10_000;
    }

    public CaptionAccuracy plus(CaptionAccuracy other) {
        return new CaptionAccuracy(name, captions + other.captions, exact + other.exact);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%-16s %5.1f%% exact (%d of %d captions)", name, 100 * share(), exact, captions);
    }
}
