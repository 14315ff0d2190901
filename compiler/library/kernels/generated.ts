// The kernels as TypeScript, written by kernels/emit.ts: `npx vitest run test/parity/generated -u` writes it anew.
// biome-ignore-all format: as generated
// biome-ignore-all lint: as generated

const doubles = new Float64Array(1);
const words = new Int32Array(doubles.buffer);
/** Which of the two words holds sign and exponent: the machine's byte order. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

function highWord(value: number): number {
  doubles[0] = value;
  return words[HIGH] as number;
}

/** 2^-1074 to 2^1023: a table is faster than writing the exponent's bits. */
const powers = new Float64Array(2098);
for (let index = 0; index < 2098; index++) powers[index] = index === 0 ? 2 ** -1074 : 2 * (powers[index - 1] as number);

function powerOfTwo(exponent: number): number {
  return powers[exponent + 1074] as number;
}

export function acos(x: number): number {
  const v0 = ((x >= -1) && (x <= 1));
  if (v0) {
    const v1 = (v0 ? x : 0);
    const v2 = (v1 < 0);
    const v3 = (v2 ? (0 - v1) : v1);
    const v4 = (v3 < 0.5);
    const v5 = (v4 ? (v1 * v1) : ((1 - v3) * 0.5));
    const v6 = ((v5 * ((0.16666666666666666 + v5 * ((-0.3255658186224009 + v5 * ((0.20121253213486293 + v5 * ((-0.04005553450067941 + v5 * ((0.0007915349942898145 + v5 * 0.00003479331075960212))))))))))) / ((1 + v5 * ((-2.403394911734414 + v5 * ((2.0209457602335057 + v5 * ((-0.6882839716054533 + v5 * 0.07703815055590194)))))))));
    if (v4) {
      return (1.5707963267948966 - (v1 - (6.123233995736766e-17 - v1 * v6)));
    }
    const v7 = Math.sqrt(v5);
    if (v2) {
      return (3.141592653589793 - 2 * (v7 + (v6 * v7 - 6.123233995736766e-17)));
    }
    if ((v5 === 0)) {
      return 0;
    }
    const v8 = (v7 * 4294967297);
    const v9 = (v8 - (v8 - v7));
    return (2 * (v9 + (v6 * v7 + ((v5 - v9 * v9) / (v7 + v9)))));
  }
  return Number.NaN;
}

export function asin(x: number): number {
  const v0 = ((x >= -1) && (x <= 1));
  if (v0) {
    const v1 = (v0 ? x : 0);
    const v2 = ((v1 < 0) ? (0 - v1) : v1);
    const v3 = (v2 < 0.5);
    const v4 = (v3 ? (v1 * v1) : ((1 - v2) * 0.5));
    const v5 = ((v4 * ((0.16666666666666666 + v4 * ((-0.3255658186224009 + v4 * ((0.20121253213486293 + v4 * ((-0.04005553450067941 + v4 * ((0.0007915349942898145 + v4 * 0.00003479331075960212))))))))))) / ((1 + v4 * ((-2.403394911734414 + v4 * ((2.0209457602335057 + v4 * ((-0.6882839716054533 + v4 * 0.07703815055590194)))))))));
    if (v3) {
      return (v1 + v1 * v5);
    }
    const v6 = Math.sqrt(v4);
    const v7 = (1.5707963267948966 - (2 * (v6 + v6 * v5) - 6.123233995736766e-17));
    if ((v1 < 0)) {
      return (0 - v7);
    }
    return v7;
  }
  return Number.NaN;
}

export function atan(x: number): number {
  const v0 = ((x > -73786976294838210000) && (x < 73786976294838210000));
  if (v0) {
    const v1 = (v0 ? x : 0);
    const v2 = ((v1 < 0) ? (0 - v1) : v1);
    const v3 = (v2 < 0.4375);
    const v4 = (v2 < 0.6875);
    const v5 = (v2 < 1.1875);
    const v6 = (v2 < 2.4375);
    const v7 = (v3 ? v1 : ((v4 ? (2 * v2 - 1) : (v5 ? (v2 - 1) : (v6 ? (v2 - 1.5) : -1))) / (v4 ? (2 + v2) : (v5 ? (v2 + 1) : (v6 ? (1 + 1.5 * v2) : v2)))));
    const v8 = (v7 * v7);
    const v9 = (v8 * v8);
    const v10 = (v8 * ((0.3333333333333293 + v9 * ((0.14285714272503466 + v9 * ((0.09090887133436507 + v9 * ((0.06661073137387531 + v9 * ((0.049768779946159324 + v9 * 0.016285820115365782)))))))))) + v9 * ((-0.19999999999876483 + v9 * ((-0.11111110405462356 + v9 * ((-0.0769187620504483 + v9 * ((-0.058335701337905735 + v9 * -0.036531572744216916)))))))));
    if (v3) {
      if ((v2 < 7.450580596923828e-9)) {
        return x;
      }
      return (v7 - v7 * v10);
    }
    const v11 = (v4 ? 0.4636476090008061 : (v5 ? 0.7853981633974483 : (v6 ? 0.982793723247329 : 1.5707963267948966)));
    const v12 = (v4 ? 2.2698777452961687e-17 : (v5 ? 3.061616997868383e-17 : (v6 ? 1.3903311031230998e-17 : 6.123233995736766e-17)));
    const v13 = (v11 - ((v7 * v10 - v12) - v7));
    if ((v1 < 0)) {
      return (0 - v13);
    }
    return v13;
  }
  if (Number.isNaN(x)) {
    return Number.NaN;
  }
  if ((x > 0)) {
    return 1.5707963267948966;
  }
  return -1.5707963267948966;
}

export function cbrt(x: number): number {
  const v0 = (((x > Number.NEGATIVE_INFINITY) && (x < Number.POSITIVE_INFINITY)) && ((x > 0) || (x < 0)));
  if (v0) {
    const v1 = (v0 ? ((x < 0) ? (0 - x) : x) : 1);
    const v2 = (v1 < 2.2250738585072014e-308);
    const v3 = (v2 ? (v1 * 18014398509481984) : v1);
    const v4 = ((highWord(v3) >> 20) - 1023);
    const v5 = ((((v4 + 1077) * 43691) >> 17) - 359);
    const v6 = (3 * v5);
    const v7 = (v3 * powerOfTwo(0 - v6));
    const v8 = ((0.627295 + v7 * ((0.449194 + v7 * ((-0.0837751 + v7 * ((0.00958382 + v7 * -0.000432101))))))));
    const v9 = (v8 * v8 * v8);
    const v10 = (v8 * ((v9 + 2 * v7) / (2 * v9 + v7)));
    const v11 = (v10 * 4294967297);
    const v12 = (v11 - (v11 - v10));
    const v13 = (v7 / (v12 * v12));
    const v14 = (v12 + v12 * ((v13 - v12) / ((v12 + v12) + v13)));
    const v15 = (v2 ? (v5 - 18) : v5);
    const v16 = (v14 * powerOfTwo(v15));
    if ((x < 0)) {
      return (0 - v16);
    }
    return v16;
  }
  return x;
}

export function cos(x: number): number {
  const v0 = ((x > -1647099) && (x < 1647099));
  if (v0) {
    const v1 = (v0 ? x : 0);
    const v2 = Math.trunc((v1 * 0.6366197723675814 + ((v1 < 0) ? -0.5 : 0.5)));
    const v3 = (v2 & 3);
    const v4 = (v1 - v2 * 1.5707963267341256);
    const v5 = (v2 * 6.077100506303966e-11);
    const v6 = (v4 - v5);
    const v7 = ((v4 - v6) - v5);
    const v8 = (v2 * 2.0222662487111665e-21);
    const v9 = (v6 - v8);
    const v10 = ((((v6 - v9) - v8) + v7) - v2 * 8.4784276603689e-32);
    const v11 = (v9 + v10);
    const v12 = ((v9 - v11) + v10);
    const v13 = (v11 * v11);
    const v14 = (v13 * v11);
    const v15 = (v11 - (((v13 * (0.5 * v12 - v14 * ((0.00833333333332249 + v13 * ((-0.0001984126982985795 + v13 * ((0.0000027557313707070068 + v13 * ((-2.5050760253406863e-8 + v13 * 1.58969099521155e-10))))))))) - v12)) - v14 * -0.16666666666666632));
    const v16 = (0.5 * v13);
    const v17 = (1 - v16);
    const v18 = (v17 + (((1 - v17) - v16) + (v13 * (v13 * ((0.0416666666666666 + v13 * ((-0.001388888888887411 + v13 * ((0.00002480158728947673 + v13 * ((-2.7557314351390663e-7 + v13 * ((2.087572321298175e-9 + v13 * -1.1359647557788195e-11))))))))))) - v11 * v12)));
    const v19 = (((v3 & 1) === 1) ? v15 : v18);
    if (((v3 === 1) || (v3 === 2))) {
      return (0 - v19);
    }
    return v19;
  }
  return Number.NaN;
}

export function exp(x: number): number {
  if (Number.isNaN(x)) {
    return Number.NaN;
  }
  const v0 = ((x <= 709.782712893384) && (x >= -745.1332191019411));
  if (v0) {
    if ((x === 1)) {
      return 2.718281828459045;
    }
    const v1 = (highWord(x) & 2147483647);
    if ((v1 < 1043333120)) {
      return (1 + x);
    }
    const v2 = (v0 ? x : 0);
    const v3 = (x < 0);
    const v4 = (v0 && (v1 > 1071001154));
    const v5 = (v4 ? ((v1 < 1072734898) ? (v3 ? -1 : 1) : Math.trunc((1.4426950408889634 * v2 + (v3 ? -0.5 : 0.5)))) : 0);
    const v6 = (v2 - v5 * 0.6931471803691238);
    const v7 = (v5 * 1.9082149292705877e-10);
    const v8 = (v6 - v7);
    const v9 = (v8 * v8);
    const v10 = (v8 - v9 * ((0.16666666666666602 + v9 * ((-0.0027777777777015593 + v9 * ((0.00006613756321437934 + v9 * ((-0.0000016533902205465252 + v9 * 4.1381367970572385e-8)))))))));
    if ((v5 === 0)) {
      return (1 - ((v8 * v10) / (v10 - 2) - v8));
    }
    const v11 = (1 - ((v7 - (v8 * v10) / (2 - v10)) - v6));
    if ((v5 === 1024)) {
      return (v11 * 2 * 8.98846567431158e+307);
    }
    const v12 = (v5 >= -1021);
    const v13 = powerOfTwo((v12 ? ((v5 === 1024) ? 1023 : v5) : (v5 + 1000)));
    if (v12) {
      return (v11 * v13);
    }
    return (v11 * v13 * 9.332636185032189e-302);
  }
  if ((x > 0)) {
    return Number.POSITIVE_INFINITY;
  }
  return 0;
}

export function expm1(x: number): number {
  if (Number.isNaN(x)) {
    return Number.NaN;
  }
  const v0 = ((x <= 709.782712893384) && (x >= -38.816242111356935));
  if (v0) {
    const v1 = (highWord(x) & 2147483647);
    if ((v1 < 1016070144)) {
      return x;
    }
    const v2 = (v0 ? x : 0);
    const v3 = (x < 0);
    const v4 = (v0 && (v1 > 1071001154));
    const v5 = (v4 ? ((v1 < 1072734898) ? (v3 ? -1 : 1) : Math.trunc((1.4426950408889634 * v2 + (v3 ? -0.5 : 0.5)))) : 0);
    const v6 = (v2 - v5 * 0.6931471803691238);
    const v7 = (v5 * 1.9082149292705877e-10);
    const v8 = (v6 - v7);
    const v10 = (0.5 * v8);
    const v11 = (v8 * v10);
    const v12 = ((1 + v11 * ((-0.03333333333333313 + v11 * ((0.0015873015872548146 + v11 * ((-0.0000793650757867488 + v11 * ((0.000004008217827329362 + v11 * -2.0109921818362437e-7))))))))));
    const v13 = (3 - v12 * v10);
    const v14 = (v11 * ((v12 - v13) / (6 - v8 * v13)));
    if ((v5 === 0)) {
      return (v8 - (v8 * v14 - v11));
    }
    const v9 = (v4 ? ((v6 - v8) - v7) : 0);
    const v17 = ((v8 * (v14 - v9) - v9) - v11);
    if ((v5 === -1)) {
      return (0.5 * (v8 - v17) - 0.5);
    }
    if ((v5 === 1)) {
      if ((v8 < -0.25)) {
        return (-2 * (v17 - (v8 + 0.5)));
      }
      return (1 + 2 * (v8 - v17));
    }
    const v15 = (v5 === 1024);
    const v16 = powerOfTwo((v15 ? 1023 : v5));
    if (((v5 <= -2) || (v5 > 56))) {
      return ((v15 ? ((1 - (v17 - v8)) * 2 * 8.98846567431158e+307) : ((1 - (v17 - v8)) * v16)) - 1);
    }
    if ((v5 < 20)) {
      return (((1 - powerOfTwo((((v5 > 56) || (v5 < 0)) ? 0 : (0 - v5)))) - (v17 - v8)) * v16);
    }
    return (((v8 - (v17 + powerOfTwo((((v5 > 56) || (v5 < 0)) ? 0 : (0 - v5))))) + 1) * v16);
  }
  if ((x > 0)) {
    return Number.POSITIVE_INFINITY;
  }
  return -1;
}

export function log(x: number): number {
  const v0 = ((x > 0) && (x < Number.POSITIVE_INFINITY));
  if (v0) {
    const v1 = (v0 && (x < 2.2250738585072014e-308));
    const v2 = (v0 ? (v1 ? (x * 18014398509481984) : x) : 1);
    const v3 = highWord(v2);
    const v4 = (v3 & 1048575);
    const v5 = ((v4 + 614244) & 1048576);
    const v6 = ((v3 >> 20) - 1023 + (v5 >> 20));
    const v7 = ((v2 * powerOfTwo(0 - v6)) - 1);
    const v8 = (v1 ? (v6 - 54) : v6);
    const v14 = (v8 === 0);
    const v15 = (v8 * 1.9082149292705877e-10);
    const v16 = (v8 * 0.6931471803691238);
    if ((((v4 + 2) & 1048575) < 3)) {
      if ((v7 === 0)) {
        if (v14) {
          return 0;
        }
        return (v16 + v15);
      }
      if (v14) {
        return (v7 - (v7 * v7 * (0.5 - 0.3333333333333333 * v7)));
      }
      return (v16 - (((v7 * v7 * (0.5 - 0.3333333333333333 * v7)) - v15) - v7));
    }
    const v9 = (v7 / (2 + v7));
    const v10 = (v9 * v9);
    const v11 = (v10 * v10);
    const v12 = (v10 * ((0.6666666666666735 + v11 * ((0.2857142874366239 + v11 * ((0.1818357216161805 + v11 * 0.14798198605116586)))))) + v11 * ((0.3999999999940942 + v11 * ((0.22222198432149784 + v11 * 0.15313837699209373)))));
    if (((v4 >= 398458) && (v4 <= 440401))) {
      const v13 = (0.5 * v7 * v7);
      if (v14) {
        return (v7 - (v13 - v9 * (v13 + v12)));
      }
      return (v16 - ((v13 - (v9 * (v13 + v12) + v15)) - v7));
    }
    if (v14) {
      return (v7 - v9 * (v7 - v12));
    }
    return (v16 - ((v9 * (v7 - v12) - v15) - v7));
  }
  if (Number.isNaN(x)) {
    return Number.NaN;
  }
  if ((x === 0)) {
    return Number.NEGATIVE_INFINITY;
  }
  if ((x < 0)) {
    return Number.NaN;
  }
  return x;
}

export function log10(x: number): number {
  const v0 = ((x > 0) && (x < Number.POSITIVE_INFINITY));
  if (v0) {
    const v1 = (v0 && (x < 2.2250738585072014e-308));
    const v2 = (v0 ? (v1 ? (x * 18014398509481984) : x) : 1);
    const v3 = highWord(v2);
    const v4 = (v3 & 1048575);
    const v5 = ((v4 + 614244) & 1048576);
    const v6 = ((v3 >> 20) - 1023 + (v5 >> 20));
    const v7 = ((v2 * powerOfTwo(0 - v6)) - 1);
    const v8 = (v1 ? (v6 - 54) : v6);
    const v9 = (v7 / (2 + v7));
    const v10 = (v9 * v9);
    const v11 = (v10 * v10);
    const v12 = (v10 * ((0.6666666666666735 + v11 * ((0.2857142874366239 + v11 * ((0.1818357216161805 + v11 * 0.14798198605116586)))))) + v11 * ((0.3999999999940942 + v11 * ((0.22222198432149784 + v11 * 0.15313837699209373)))));
    const v13 = (0.5 * v7 * v7);
    const v14 = (v7 - v13);
    const v15 = (v14 * 4294967297);
    const v16 = (v15 - (v15 - v14));
    const v17 = (((v7 - v16) - v13) + v9 * (v13 + v12));
    const v18 = (v16 * 0.4342944818781689);
    const v19 = (v8 * 0.30102999566361177);
    const v20 = ((v8 * 3.694239077158931e-13 + (v17 + v16) * 2.5082946711645275e-11) + v17 * 0.4342944818781689);
    const v21 = (v19 + v18);
    return ((v20 + ((v19 - v21) + v18)) + v21);
  }
  if (Number.isNaN(x)) {
    return Number.NaN;
  }
  if ((x === 0)) {
    return Number.NEGATIVE_INFINITY;
  }
  if ((x < 0)) {
    return Number.NaN;
  }
  return x;
}

export function log1p(x: number): number {
  const v0 = ((x > -1) && (x < Number.POSITIVE_INFINITY));
  if (v0) {
    const v1 = (v0 ? x : 0);
    const v2 = highWord(v1);
    const v21 = (v2 & 2147483647);
    if ((v21 < 1042284544)) {
      if ((v21 < 1016070144)) {
        return x;
      }
      return (x - x * x * 0.5);
    }
    const v3 = ((v2 < 1071284858) && ((v2 > 0) || (v2 <= -1076707644)));
    const v4 = (v2 >= 1128267776);
    const v5 = (v4 ? v1 : (1 + v1));
    const v6 = highWord(v5);
    const v7 = ((v6 >> 20) - 1023);
    const v8 = ((v3 || v4) ? 0 : (((v7 > 0) ? (1 - (v5 - v1)) : (v1 - (v5 - 1))) / v5));
    const v9 = (v6 & 1048575);
    const v10 = (v9 < 434334);
    const v11 = (v10 ? v7 : (v7 + 1));
    const v12 = (v3 ? 0 : v11);
    const v13 = (v3 ? v1 : ((v5 * powerOfTwo(0 - v11)) - 1));
    const v14 = (0.5 * v13 * v13);
    const v18 = (v12 === 0);
    const v19 = (v12 * 1.9082149292705877e-10 + v8);
    const v20 = (v12 * 0.6931471803691238);
    if (((v3 ? 1 : (v10 ? v9 : ((1048576 - v9) >> 2))) === 0)) {
      if ((v13 === 0)) {
        if (v18) {
          return 0;
        }
        return (v20 + v19);
      }
      if (v18) {
        return (v13 - (v14 * (1 - 0.6666666666666666 * v13)));
      }
      return (v20 - (((v14 * (1 - 0.6666666666666666 * v13)) - v19) - v13));
    }
    const v15 = (v13 / (2 + v13));
    const v16 = (v15 * v15);
    const v17 = (v16 * ((0.6666666666666735 + v16 * ((0.3999999999940942 + v16 * ((0.2857142874366239 + v16 * ((0.22222198432149784 + v16 * ((0.1818357216161805 + v16 * ((0.15313837699209373 + v16 * 0.14798198605116586)))))))))))));
    if (v18) {
      return (v13 - (v14 - v15 * (v14 + v17)));
    }
    return (v20 - ((v14 - (v15 * (v14 + v17) + v19)) - v13));
  }
  if (Number.isNaN(x)) {
    return Number.NaN;
  }
  if ((x === -1)) {
    return Number.NEGATIVE_INFINITY;
  }
  if ((x < -1)) {
    return Number.NaN;
  }
  return x;
}

export function log2(x: number): number {
  const v0 = ((x > 0) && (x < Number.POSITIVE_INFINITY));
  if (v0) {
    const v1 = (v0 && (x < 2.2250738585072014e-308));
    const v2 = (v0 ? (v1 ? (x * 18014398509481984) : x) : 1);
    const v3 = highWord(v2);
    const v4 = (v3 & 1048575);
    const v5 = ((v4 + 614244) & 1048576);
    const v6 = ((v3 >> 20) - 1023 + (v5 >> 20));
    const v7 = ((v2 * powerOfTwo(0 - v6)) - 1);
    const v8 = (v1 ? (v6 - 54) : v6);
    const v9 = (v7 / (2 + v7));
    const v10 = (v9 * v9);
    const v11 = (v10 * v10);
    const v12 = (v10 * ((0.6666666666666735 + v11 * ((0.2857142874366239 + v11 * ((0.1818357216161805 + v11 * 0.14798198605116586)))))) + v11 * ((0.3999999999940942 + v11 * ((0.22222198432149784 + v11 * 0.15313837699209373)))));
    const v13 = (0.5 * v7 * v7);
    const v14 = (v7 - v13);
    const v15 = (v14 * 4294967297);
    const v16 = (v15 - (v15 - v14));
    const v17 = (((v7 - v16) - v13) + v9 * (v13 + v12));
    const v18 = (v16 * 1.4426950407214463);
    const v19 = ((v17 + v16) * 1.6751713164886512e-10 + v17 * 1.4426950407214463);
    const v20 = (v8 + v18);
    return ((v19 + ((v8 - v20) + v18)) + v20);
  }
  if (Number.isNaN(x)) {
    return Number.NaN;
  }
  if ((x === 0)) {
    return Number.NEGATIVE_INFINITY;
  }
  if ((x < 0)) {
    return Number.NaN;
  }
  return x;
}

export function sin(x: number): number {
  const v0 = ((x > -1647099) && (x < 1647099));
  if (v0) {
    const v1 = (v0 ? x : 0);
    if (((v1 > -1.4901161193847656e-8) && (v1 < 1.4901161193847656e-8))) {
      return x;
    }
    const v2 = Math.trunc((v1 * 0.6366197723675814 + ((v1 < 0) ? -0.5 : 0.5)));
    const v3 = (v2 & 3);
    const v4 = (v1 - v2 * 1.5707963267341256);
    const v5 = (v2 * 6.077100506303966e-11);
    const v6 = (v4 - v5);
    const v7 = ((v4 - v6) - v5);
    const v8 = (v2 * 2.0222662487111665e-21);
    const v9 = (v6 - v8);
    const v10 = ((((v6 - v9) - v8) + v7) - v2 * 8.4784276603689e-32);
    const v11 = (v9 + v10);
    const v12 = ((v9 - v11) + v10);
    const v13 = (v11 * v11);
    const v14 = (v13 * v11);
    const v15 = (v11 - (((v13 * (0.5 * v12 - v14 * ((0.00833333333332249 + v13 * ((-0.0001984126982985795 + v13 * ((0.0000027557313707070068 + v13 * ((-2.5050760253406863e-8 + v13 * 1.58969099521155e-10))))))))) - v12)) - v14 * -0.16666666666666632));
    const v16 = (0.5 * v13);
    const v17 = (1 - v16);
    const v18 = (v17 + (((1 - v17) - v16) + (v13 * (v13 * ((0.0416666666666666 + v13 * ((-0.001388888888887411 + v13 * ((0.00002480158728947673 + v13 * ((-2.7557314351390663e-7 + v13 * ((2.087572321298175e-9 + v13 * -1.1359647557788195e-11))))))))))) - v11 * v12)));
    const v19 = (((v3 & 1) === 1) ? v18 : v15);
    if ((v3 >= 2)) {
      return (0 - v19);
    }
    return v19;
  }
  return Number.NaN;
}

export function tanh(x: number): number {
  const v0 = ((x > -22) && (x < 22));
  if (v0) {
    const v1 = (v0 ? x : 0);
    const v2 = ((v1 < 0) ? (0 - v1) : v1);
    if ((v2 < 3.725290298461914e-9)) {
      return x;
    }
    const v3 = (v2 >= 1);
    const v4 = (v3 ? (2 * v2) : (-2 * v2));
    const v5 = ((v4 <= 709.782712893384) && (v4 >= -38.816242111356935));
    const v6 = (highWord(v4) & 2147483647);
    const v7 = (v5 ? v4 : 0);
    const v8 = (v4 < 0);
    const v9 = (v5 && (v6 > 1071001154));
    const v10 = (v9 ? ((v6 < 1072734898) ? (v8 ? -1 : 1) : Math.trunc((1.4426950408889634 * v7 + (v8 ? -0.5 : 0.5)))) : 0);
    const v11 = (v7 - v10 * 0.6931471803691238);
    const v12 = (v10 * 1.9082149292705877e-10);
    const v13 = (v11 - v12);
    const v14 = (v9 ? ((v11 - v13) - v12) : 0);
    const v15 = (0.5 * v13);
    const v16 = (v13 * v15);
    const v17 = ((1 + v16 * ((-0.03333333333333313 + v16 * ((0.0015873015872548146 + v16 * ((-0.0000793650757867488 + v16 * ((0.000004008217827329362 + v16 * -2.0109921818362437e-7))))))))));
    const v18 = (3 - v17 * v15);
    const v19 = (v16 * ((v17 - v18) / (6 - v13 * v18)));
    const v20 = (v10 === 1024);
    const v21 = powerOfTwo((v20 ? 1023 : v10));
    const v22 = ((v13 * (v19 - v14) - v14) - v16);
    const v23 = (Number.isNaN(v4) ? Number.NaN : (v5 ? ((v6 < 1016070144) ? v4 : ((v10 === 0) ? (v13 - (v13 * v19 - v16)) : ((v10 === -1) ? (0.5 * (v13 - v22) - 0.5) : ((v10 === 1) ? ((v13 < -0.25) ? (-2 * (v22 - (v13 + 0.5))) : (1 + 2 * (v13 - v22))) : (((v10 <= -2) || (v10 > 56)) ? ((v20 ? ((1 - (v22 - v13)) * 2 * 8.98846567431158e+307) : ((1 - (v22 - v13)) * v21)) - 1) : ((v10 < 20) ? (((1 - powerOfTwo((((v10 > 56) || (v10 < 0)) ? 0 : (0 - v10)))) - (v22 - v13)) * v21) : (((v13 - (v22 + powerOfTwo((((v10 > 56) || (v10 < 0)) ? 0 : (0 - v10))))) + 1) * v21))))))) : ((v4 > 0) ? Number.POSITIVE_INFINITY : -1)));
    const v24 = (v3 ? (1 - 2 / (v23 + 2)) : ((0 - v23) / (v23 + 2)));
    if ((v1 < 0)) {
      return (0 - v24);
    }
    return v24;
  }
  if (Number.isNaN(x)) {
    return Number.NaN;
  }
  if ((x > 0)) {
    return 1;
  }
  return -1;
}

export function atan2(x: number, y: number): number {
  const v0 = (((y >= Number.NEGATIVE_INFINITY) && (y <= Number.POSITIVE_INFINITY)) && ((x >= Number.NEGATIVE_INFINITY) && (x <= Number.POSITIVE_INFINITY)));
  if (v0) {
    const v1 = (v0 ? y : 1);
    const v2 = (v0 ? x : 0);
    const v3 = (highWord(v1) < 0);
    const v4 = (highWord(v2) < 0);
    const v5 = ((v1 < 0) ? (0 - v1) : v1);
    const v6 = ((v2 < 0) ? (0 - v2) : v2);
    const v7 = (v6 === 0);
    const v8 = (v5 === 0);
    const v9 = ((v7 || v8) ? 1 : v5);
    const v10 = (v7 ? 0 : (v8 ? Number.POSITIVE_INFINITY : (((v5 === Number.POSITIVE_INFINITY) && (v6 === Number.POSITIVE_INFINITY)) ? 1 : (v6 / v9))));
    const v11 = ((v10 > -73786976294838210000) && (v10 < 73786976294838210000));
    const v12 = (v11 ? v10 : 0);
    const v13 = ((v12 < 0) ? (0 - v12) : v12);
    const v14 = (v13 < 0.4375);
    const v15 = (v13 < 0.6875);
    const v16 = (v13 < 1.1875);
    const v17 = (v13 < 2.4375);
    const v18 = (v14 ? v12 : ((v15 ? (2 * v13 - 1) : (v16 ? (v13 - 1) : (v17 ? (v13 - 1.5) : -1))) / (v15 ? (2 + v13) : (v16 ? (v13 + 1) : (v17 ? (1 + 1.5 * v13) : v13)))));
    const v19 = (v18 * v18);
    const v20 = (v19 * v19);
    const v21 = (v19 * ((0.3333333333333293 + v20 * ((0.14285714272503466 + v20 * ((0.09090887133436507 + v20 * ((0.06661073137387531 + v20 * ((0.049768779946159324 + v20 * 0.016285820115365782)))))))))) + v20 * ((-0.19999999999876483 + v20 * ((-0.11111110405462356 + v20 * ((-0.0769187620504483 + v20 * ((-0.058335701337905735 + v20 * -0.036531572744216916)))))))));
    const v22 = (v15 ? 0.4636476090008061 : (v16 ? 0.7853981633974483 : (v17 ? 0.982793723247329 : 1.5707963267948966)));
    const v23 = (v15 ? 2.2698777452961687e-17 : (v16 ? 3.061616997868383e-17 : (v17 ? 1.3903311031230998e-17 : 6.123233995736766e-17)));
    const v24 = (v22 - ((v18 * v21 - v23) - v18));
    const v25 = (v11 ? (v14 ? ((v13 < 7.450580596923828e-9) ? v10 : (v18 - v18 * v21)) : ((v12 < 0) ? (0 - v24) : v24)) : (Number.isNaN(v10) ? Number.NaN : ((v10 > 0) ? 1.5707963267948966 : -1.5707963267948966)));
    const v26 = ((v3 && (v10 < 1152921504606847000)) ? (3.141592653589793 - (v25 - 1.2246467991473532e-16)) : v25);
    if (v4) {
      return (-1 * v26);
    }
    return v26;
  }
  return Number.NaN;
}

export function hypot(x: number, y: number): number {
  const v0 = ((x < 0) ? (0 - x) : x);
  const v1 = ((y < 0) ? (0 - y) : y);
  const v2 = ((v0 === Number.POSITIVE_INFINITY) || (v1 === Number.POSITIVE_INFINITY));
  const v3 = (Number.isNaN(x) || Number.isNaN(y));
  const v4 = (v2 || v3);
  if (v4) {
    if (v2) {
      return Number.POSITIVE_INFINITY;
    }
    return Number.NaN;
  }
  const v5 = (v4 ? 0 : v0);
  const v6 = (v4 ? 0 : v1);
  const v7 = ((v5 < v6) ? v6 : v5);
  const v8 = (v7 > 3.273390607896142e+150);
  const v9 = (v7 < 3.4395525670743494e-136);
  const v10 = (v8 ? 2.409919865102884e-181 : (v9 ? 4.149515568880993e+180 : 1));
  const v11 = (v5 * v10);
  const v12 = (v6 * v10);
  const v13 = (v11 * v11 + v12 * v12);
  const v14 = (v8 ? 4.149515568880993e+180 : (v9 ? 2.409919865102884e-181 : 1));
  return (Math.sqrt(v13) * v14);
}
