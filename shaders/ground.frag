#version 330 core
// The picture's pixels, or a blend of the four nearest: its texture is kept unfiltered for all other uses.
in vec2 place;

uniform sampler2D picture;
uniform float opacity;
uniform float blended;  // 1: between the pixels

out vec4 pixel;

vec4 texel(ivec2 at, ivec2 size) { return texelFetch(picture, clamp(at, ivec2(0), size - 1), 0); }

void main() {
    vec4 found = texture(picture, place);
    if (blended > 0.5) {
        ivec2 size = textureSize(picture, 0);
        vec2 where = place * vec2(size) - 0.5;
        ivec2 at = ivec2(floor(where));
        vec2 share = where - vec2(at);
        found = mix(mix(texel(at, size), texel(at + ivec2(1, 0), size), share.x),
                    mix(texel(at + ivec2(0, 1), size), texel(at + ivec2(1, 1), size), share.x), share.y);
    }
    pixel = vec4(found.rgb, found.a * opacity);
}
