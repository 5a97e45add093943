#version 330 core
// A disc with an antialiased edge and a thin rim, which keeps bright colours apart from a light background.
flat in vec4 fill;

uniform float extent;  // pixels
uniform float radius;  // pixels
uniform vec4 rim;      // colour; alpha: how strongly the rim takes it

out vec4 pixel;

void main() {
    float distance = length(gl_PointCoord - 0.5) * extent;
    float cover = clamp(radius + 0.5 - distance, 0.0, 1.0);
    float edge = clamp(distance - radius + 1.25, 0.0, 1.0) * rim.a;
    pixel = vec4(mix(fill.rgb, rim.rgb, edge), fill.a * cover);
}
