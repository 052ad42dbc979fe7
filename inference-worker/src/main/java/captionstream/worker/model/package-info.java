/** CLIP and GPT-2 on DJL arrays, their files and their tokenizers. Shapes are written as {@code [B, T, D]}. */
@NullMarked
package captionstream.worker.model;

import org.jspecify.annotations.NullMarked;
