/** Image embeddings by a CLIP that no longer changes, computed once and kept on disk. */
@NullMarked
package captionstream.worker.train.embedding;

import org.jspecify.annotations.NullMarked;
