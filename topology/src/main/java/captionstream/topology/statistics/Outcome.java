package captionstream.topology.statistics;

import captionstream.Caption;
import java.util.Comparator;
import java.util.Objects;
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

    /** CLIP score minus that of another prompt's caption of the same image, in millionths. */
    long scoreAbove(Outcome other) {
        return clipScore - other.clipScore;
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

    /**
     * Writes what is not as with another outcome of the same image, since most of them are of one event and prompt set,
     * and the rest of a caption that begins with its prompt.
     */
    void writeTo(StateWriter out, @Nullable Outcome other) {
        boolean ofOneEvent = other != null && uri.equals(other.uri) && Objects.equals(sourcePrompt, other.sourcePrompt);
        boolean ofOneSet = other != null && promptSet.equals(other.promptSet) && promptCount == other.promptCount;
        boolean prompted = caption.startsWith(prompt);
        out.flag(ofOneEvent).flag(ofOneSet).flag(prompted);
        if (!ofOneEvent) {
            out.text(uri).optional(sourcePrompt);
        }
        if (!ofOneSet) {
            out.text(promptSet).number(promptCount);
        }
        out.number(other == null ? captionTime : captionTime - other.captionTime);
        out.text(prompt).number(promptIndex).number(tokenCount);
        out.number(clipScore).optional(controlScore).number(confidence);
        out.number(entropyWeightedScore).number(saliencyWeightedScore);
        out.text(prompted ? caption.substring(prompt.length()) : caption);
    }

    /** @param other as when it was written */
    static Outcome readFrom(StateReader in, @Nullable Outcome other) {
        boolean ofOneEvent = in.flag();
        boolean ofOneSet = in.flag();
        boolean prompted = in.flag();
        String uri = ofOneEvent ? other.uri : in.text();
        String sourcePrompt = ofOneEvent ? other.sourcePrompt : in.optionalText();
        String promptSet = ofOneSet ? other.promptSet : in.text();
        int promptCount = ofOneSet ? other.promptCount : (int) in.number();
        long captionTime = in.number() + (other == null ? 0 : other.captionTime);
        String prompt = in.text();
        return new Outcome(
                captionTime,
                promptSet,
                promptCount,
                sourcePrompt,
                prompt,
                (int) in.number(),
                (int) in.number(),
                in.number(),
                in.optionalNumber(),
                in.number(),
                in.number(),
                in.number(),
                uri,
                prompted ? prompt + in.text() : in.text());
    }
}
