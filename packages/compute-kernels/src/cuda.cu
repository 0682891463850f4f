// The INT8 product and the sums of its check. Lines are `words` 32-bit words long, filled up with zero bytes.
// All sums are of integers and either exact or taken modulo 2^32, so their order does not matter.

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define TILE 64
#define STEP 16
#define THREADS 256

// C = A B for A's rows and B's columns. One block makes a tile of 64 by 64, one thread 16 elements of it.
extern "C" __global__ void multiply(const int *a, const int *b, int *c, u32 rows, u32 words, u32 cols) {
    __shared__ int left[TILE][STEP + 1];
    __shared__ int right[TILE][STEP + 1];
    const u32 tiles_across = (cols + TILE - 1) / TILE;
    const u32 row0 = blockIdx.x / tiles_across * TILE;
    const u32 col0 = blockIdx.x % tiles_across * TILE;
    const u32 down = threadIdx.x / STEP;
    const u32 across = threadIdx.x % STEP;
    int sums[4][4] = {};

    for (u32 start = 0; start < words; start += STEP) {
        for (u32 slot = threadIdx.x; slot < TILE * STEP; slot += THREADS) {
            const u32 line = slot / STEP;
            const u32 at = slot % STEP;
            const u32 word = start + at;
            left[line][at] = row0 + line < rows && word < words ? a[(u64)(row0 + line) * words + word] : 0;
            right[line][at] = col0 + line < cols && word < words ? b[(u64)(col0 + line) * words + word] : 0;
        }
        __syncthreads();
#pragma unroll
        for (u32 at = 0; at < STEP; at++) {
#pragma unroll
            for (u32 i = 0; i < 4; i++) {
#pragma unroll
                for (u32 j = 0; j < 4; j++) {
                    sums[i][j] = __dp4a(left[down + STEP * i][at], right[across + STEP * j][at], sums[i][j]);
                }
            }
        }
        __syncthreads();
    }

    for (u32 i = 0; i < 4; i++) {
        for (u32 j = 0; j < 4; j++) {
            const u32 row = row0 + down + STEP * i;
            const u32 col = col0 + across + STEP * j;
            if (row < rows && col < cols) {
                c[(u64)row * cols + col] = sums[i][j];
            }
        }
    }
}

// For each element of K, the sums over `share` columns from blockIdx.y on of (byte + 128) times a number's low 31 bits,
// and times the rest of it. 2^24 terms below 2^39 stay below 2^63.
extern "C" __global__ void project(const u8 *b, const u64 *numbers, u64 *sums, u32 words, u32 cols, u32 share) {
    const u32 element = blockIdx.x * THREADS + threadIdx.x;
    if (element >= 4 * words) {
        return;
    }
    const u32 from = blockIdx.y * share;
    const u32 to = cols - from < share ? cols : from + share;
    u64 low = 0;
    u64 high = 0;
    for (u32 col = from; col < to; col++) {
        const u64 value = b[(u64)col * words * 4 + element] ^ 0x80;
        low += value * (numbers[col] & 0x7fffffff);
        high += value * (numbers[col] >> 31);
    }
    atomicAdd(&sums[2 * (u64)element], low);
    atomicAdd(&sums[2 * (u64)element + 1], high);
}

// Adds a block's values up; the result is in thread 0.
__device__ u64 block_sum(u64 value) {
    __shared__ u64 values[THREADS];
    values[threadIdx.x] = value;
    __syncthreads();
    for (u32 half = THREADS / 2; half > 0; half /= 2) {
        if (threadIdx.x < half) {
            values[threadIdx.x] += values[threadIdx.x + half];
        }
        __syncthreads();
    }
    const u64 sum = values[0];
    __syncthreads();
    return sum;
}

// For each row of A, the sums of (byte + 128) times a number's low 31 bits, and times the rest of it.
extern "C" __global__ void byte_dots(const u8 *a, const u64 *numbers, u64 *sums, u32 words, u32 inner) {
    const u8 *row = a + (u64)blockIdx.x * words * 4;
    u64 low = 0;
    u64 high = 0;
    for (u32 element = threadIdx.x; element < inner; element += THREADS) {
        const u64 value = row[element] ^ 0x80;
        low += value * (numbers[element] & 0x7fffffff);
        high += value * (numbers[element] >> 31);
    }
    low = block_sum(low);
    high = block_sum(high);
    if (threadIdx.x == 0) {
        sums[2 * (u64)blockIdx.x] = low;
        sums[2 * (u64)blockIdx.x + 1] = high;
    }
}

// For each row of C and each 21-bit part of the numbers, the sum of (word + 2^31) times the part: products are below 2^53,
// and their low 32 bits and the rest are summed apart, 2^24 of them below 2^56.
extern "C" __global__ void word_dots(const u32 *c, const u64 *numbers, u64 *sums, u32 cols) {
    const u32 *row = c + (u64)blockIdx.x * cols;
    u64 parts[6] = {};
    for (u32 col = threadIdx.x; col < cols; col += THREADS) {
        const u64 value = row[col] ^ 0x80000000u;
#pragma unroll
        for (u32 limb = 0; limb < 3; limb++) {
            const u64 product = value * ((numbers[col] >> (21 * limb)) & 0x1fffff);
            parts[2 * limb] += product & 0xffffffffu;
            parts[2 * limb + 1] += product >> 32;
        }
    }
    for (u32 part = 0; part < 6; part++) {
        const u64 sum = block_sum(parts[part]);
        if (threadIdx.x == 0) {
            sums[6 * (u64)blockIdx.x + part] = sum;
        }
    }
}
