package captionstream.worker.train;

import java.util.List;

/**
 * An image that can be learnt from.
 *
 * @param sha256 of its file
 * @param row of its embedding
 * @param captions as people wrote them
 * @param continuations the same as tokens that follow a prompt
 */
record TrainingImage(String file, String sha256, int row, List<String> captions, List<long[]> continuations) {}
