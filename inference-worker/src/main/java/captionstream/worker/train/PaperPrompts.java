package captionstream.worker.train;

import java.util.List;

/** The five prompts of the paper (Liu 2025). */
public final class PaperPrompts {
    public static final List<String> ALL = List.of(
            "A detailed photo of", "This image shows", "A realistic image of", "An image of", "A picture that depicts");

    private PaperPrompts() {}
}
