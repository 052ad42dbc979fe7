/** AdamW on the weights of any model: gradients, learning rate, moving average. */
@NullMarked
package captionstream.worker.train.optimise;

import org.jspecify.annotations.NullMarked;
