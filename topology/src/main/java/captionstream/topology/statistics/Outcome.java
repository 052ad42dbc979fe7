package captionstream.topology.statistics;

import captionstream.Caption;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the statistics keep of one caption. Scores are in millionths.
 *
 * <p>Outcomes are ordered by which is the newer. Captions of the same millisecond are told apart by what they say, so
 * that every order of arrival ends with the same one.
 *
 * @param uri cut to {@value #LONGEST_URI} characters
 * @param caption cut to {@value #LONGEST_CAPTION} characters
 */
public record Outcome(
        long captionTime,
        String promptSet,
        int promptCount,
        @Nullable String sourcePrompt,
        String prompt,
        int promptIndex,
        int tokenCount,
        long clipScore,
        @Nullable Long controlScore,
        long confidence,
        long entropyWeightedScore,
        long saliencyWeightedScore,
        String uri,
        String caption)
        implements Comparable<Outcome> {
    static final int LONGEST_URI = 500;
    static final int LONGEST_CAPTION = 1000;

    private static final Comparator<Outcome> OF_ONE_TIME = Comparator.comparing(Outcome::promptSet)
            .thenComparingInt(Outcome::promptCount)
            .thenComparing(Outcome::sourcePrompt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Outcome::prompt)
            .thenComparingInt(Outcome::promptIndex)
            .thenComparingInt(Outcome::tokenCount)
            .thenComparingLong(Outcome::clipScore)
            .thenComparing(Outcome::controlScore, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(Outcome::confidence)
            .thenComparingLong(Outcome::entropyWeightedScore)
            .thenComparingLong(Outcome::saliencyWeightedScore)
            .thenComparing(Outcome::uri)
            .thenComparing(Outcome::caption);

    public static Outcome of(Caption caption) {
        Double control = caption.getControlScore();
        return new Outcome(
                caption.getCaptionTime().toEpochMilli(),
                caption.getPromptSet(),
                caption.getPromptCount(),
                caption.getSourcePrompt(),
                caption.getPrompt(),
                caption.getPromptIndex(),
                caption.getTokenCount(),
                FixedPoint.millionths(caption.getClipScore()),
                control == null ? null : FixedPoint.millionths(control),
                FixedPoint.millionths(caption.getConfidence()),
                FixedPoint.millionths(caption.getEntropyWeightedScore()),
                FixedPoint.millionths(caption.getSaliencyWeightedScore()),
                cut(caption.getUri(), LONGEST_URI),
                cut(caption.getCaption(), LONGEST_CAPTION));
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    /** In thousand-millionths, as {@link Quantity#EFFICIENCY} has it. */
    long efficiency() {
        return FixedPoint.divideRounding(clipScore * 1000, tokenCount);
    }

    @Override
    public int compareTo(Outcome other) {
        return captionTime == other.captionTime
                ? OF_ONE_TIME.compare(this, other)
                : Long.compare(captionTime, other.captionTime);
    }

    void writeTo(StateWriter out) {
        out.number(captionTime).text(promptSet).number(promptCount).optional(sourcePrompt);
        out.text(prompt).number(promptIndex).number(tokenCount);
        out.number(clipScore).optional(controlScore).number(confidence);
        out.number(entropyWeightedScore).number(saliencyWeightedScore);
        out.text(uri).text(caption);
    }

    static Outcome readFrom(StateReader in) {
        return new Outcome(
                in.number(),
                in.text(),
                (int) in.number(),
                in.optionalText(),
                in.text(),
                (int) in.number(),
                (int) in.number(),
                in.number(),
                in.optionalNumber(),
                in.number(),
                in.number(),
                in.number(),
                in.text(),
                in.text());
    }
}
