/** Trains the projection of a bundle on pairs of an image and a caption; CLIP and GPT-2 stay as they are. */
@NullMarked
package captionstream.worker.train;

import org.jspecify.annotations.NullMarked;
