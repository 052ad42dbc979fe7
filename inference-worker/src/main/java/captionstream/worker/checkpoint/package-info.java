/**
 * PyTorch checkpoints: zip files with a pickle of a state dictionary and one entry for each storage. The pickle is
 * never executed: only what a state dictionary needs is understood, everything else is refused.
 */
@NullMarked
package captionstream.worker.checkpoint;

import org.jspecify.annotations.NullMarked;
