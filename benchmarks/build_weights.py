#!/usr/bin/env python3
"""Counts the characters of each language in wordfreq's word lists: how an encoding is guessed.

    python benchmarks/build_weights.py > cleaner/decoding/data/weights.json

A weight is the natural logarithm of how much likelier a character beyond ASCII is in text of the language than where bytes are
misread, which is taken to give every character of the encoding alike.
"""

from __future__ import annotations

import json
import math
from collections import Counter

from wordfreq import get_frequency_dict

WIDE, NARROW = 6000, 100
"""How many characters beyond ASCII an encoding of two bytes, and one of one byte, is taken to have in use."""

KEPT = 300
FLOOR = -3.0

ENCODINGS = {
    "zh": "gb18030",
    "zh-hant": "cp950 big5hkscs",
    "ja": "cp932 euc-jp",
    "ko": "cp949",
    "ru": "cp1251 koi8-r cp866 mac-cyrillic",
    "uk": "cp1251 koi8-u",
    "bg": "cp1251",
    "el": "cp1253",
    "he": "cp1255",
    "ar": "cp1256",
    "fa": "cp1256",
    "tr": "cp1254",
    **dict.fromkeys(("fr", "de", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "ca"), "cp1252 mac-roman cp850"),
    **dict.fromkeys(("cs", "pl", "hu", "ro", "sl", "sh"), "cp1250 iso8859-2"),
    **dict.fromkeys(("lt", "lv"), "cp1257"),
}
WIDE_LANGUAGES = ("zh", "zh-hant", "ja", "ko")

TRADITIONAL = dict(
    pair for pair in """
    国國 这這 为為 个個 会會 们們 来來 时時 对對 说說 于於 后後 学學 过過 没沒 开開 经經 还還 动動 实實 发發 现現 从從 关關
    点點 进進 种種 头頭 长長 机機 当當 两兩 问問 间間 样樣 么麼 业業 门門 应應 战戰 体體 产產 无無 电電 东東 气氣 万萬 员員
    号號 区區 数數 场場 书書 几幾 报報 见見 认認 义義 军軍 话話 总總 边邊 条條 难難 传傳 质質 车車 张張 记記 结結 给給 让讓
    觉覺 处處 队隊 论論 设設 计計 变變 亲親 权權 带帶 导導 调調 济濟 农農 历歷 华華 马馬 转轉 线線 级級 与與 单單 组組 该該
    则則 运運 证證 确確 类類 题題 极極 强強 尔爾 术術 欢歡 艺藝 视視 约約 网網 够夠 资資 钱錢 爱愛 声聲 听聽 吗嗎 谁誰 岁歲
    请請 红紅 连連 项項 规規 据據 务務 办辦 终終 节節 态態 达達 观觀 选選 护護 离離 统統 续續 创創 协協 罗羅 买買 卖賣 读讀
    写寫 错錯 满滿 显顯 标標 团團 亚亞 尽盡 双雙 监監 败敗 龙龍 云雲 广廣 台臺 里裡 干幹
    """.split()
)
"""wordfreq counts Chinese in simplified characters."""

CEDILLA = {"ș": "ş", "ț": "ţ"}
"""The letters that the code pages have for Romanian."""

UNCOUNTED = {"de": {"ß": 2.0}}
"""wordfreq folds ß to ss."""


def counted(language: str) -> Counter[str]:
    """How often each character beyond ASCII stands in the language, capitals as small letters."""
    traditional = language == "zh-hant"
    written = TRADITIONAL if traditional else CEDILLA if language == "ro" else {}
    counts: Counter[str] = Counter()
    for word, frequency in get_frequency_dict("zh" if traditional else language).items():
        for char in word:
            if not char.isascii() and char.isalpha():
                counts[written.get(char, char)] += frequency
    return counts


def weights(language: str) -> dict[str, object]:
    counts = counted(language)
    total = sum(counts.values())
    cells = WIDE if language in WIDE_LANGUAGES else NARROW
    kept = {char: round(math.log(count / total * cells), 1) for char, count in counts.most_common(KEPT) if count / total * cells > 0.2}
    rest = 1 - sum(counts[char] for char in kept) / total
    other = round(max(FLOOR, math.log(max(rest, 1e-9))), 1) if cells == WIDE else FLOOR
    return {"encodings": ENCODINGS[language].split(), "other": other, "weights": {**kept, **UNCOUNTED.get(language, {})}}


def main() -> None:
    tables = [f"{json.dumps(language)}: {json.dumps(weights(language), ensure_ascii=False)}" for language in ENCODINGS]
    print("{\n" + ",\n".join(tables) + "\n}")


if __name__ == "__main__":
    main()
