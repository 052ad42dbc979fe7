package captionstream.worker.train;

import java.util.List;

/**
 * What one step learns from.
 *
 * @param embeddings {@code [size, E]}, as the projection takes them
 * @param ids {@code [size, length]}: what the model is shown, shorter rows filled up with zeros
 * @param sources for each token to be predicted the index into {@code [size · length]} of its predecessor
 * @param targets those tokens
 */
public record CaptionBatch(float[] embeddings, long[] ids, int size, int length, long[] sources, long[] targets) {

    /** @param embeddings one for each sequence */
    public static CaptionBatch of(List<CaptionSequence> sequences, List<float[]> embeddings) {
        long[][] rows = sequences.stream().map(CaptionSequence::inputs).toArray(long[][]::new);
        int length = Rows.longest(rows);
        int predicted = sequences.stream()
                .mapToInt(sequence -> sequence.ids().length - sequence.promptLength())
                .sum();
        long[] sources = new long[predicted];
        long[] targets = new long[predicted];
        int next = 0;
        for (int row = 0; row < rows.length; row++) {
            CaptionSequence sequence = sequences.get(row);
            for (int at = sequence.promptLength(); at < sequence.ids().length; at++) {
                sources[next] = (long) row * length + at - 1;
                targets[next++] = sequence.ids()[at];
            }
        }
        return new CaptionBatch(Rows.flat(embeddings), Rows.flat(rows), rows.length, length, sources, targets);
    }
}
